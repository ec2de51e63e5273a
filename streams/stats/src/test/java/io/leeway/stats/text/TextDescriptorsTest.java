/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDescriptorsTest {

    // Counted by hand. Columns after the text: length, words, then part/whole of nonLetters, upperCase, punctuation,
    // digits, nonAscii and functionWords, then the script; a dash where there is none.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // English: where, is, my
                "Where is my card?; 17; 4; 1/14; 1/13; 1/14; 0/14; 0/14; 3/4; LATIN",
                // don't and it's are one word each, and function words
                "don't PAY $5, it’s 100% \"OK\"; 28; 6; 11/23; 5/12; 7/23; 4/23; 1/23; 2/6; LATIN",
                // German: ist, meine, für
                "Wo ist meine Karte für Übersee?; 31; 6; 1/26; 3/25; 1/26; 0/26; 2/26; 3/6; LATIN",
                // Spanish: qué, la
                "¿Qué hora marca la estación?; 28; 5; 2/24; 1/22; 2/24; 0/24; 3/24; 2/5; LATIN",
                // French: c'est and où; l'été is one word
                "C'est où, l'été?; 16; 3; 4/14; 1/10; 4/14; 0/14; 3/14; 2/3; LATIN",
                // Italian: è, una
                "È una prova; 11; 3; 0/9; 1/9; 0/9; 0/9; 1/9; 2/3; LATIN",
                // Portuguese: não, é
                "Não é 1.5 kg; 12; 5; 3/9; 1/6; 1/9; 2/9; 2/9; 2/5; LATIN",
                // Dutch: ik, heb, een
                "Ik heb een vraag; 16; 4; 0/13; 1/13; 0/13; 0/13; 0/13; 3/4; LATIN",
                // Cyrillic has case and no list
                "Где моя карта?; 14; 3; 1/12; 1/11; 1/12; 0/12; 11/12; 0/3; CYRILLIC",
                // Han without spaces: a word for each letter, and one for the digits
                "我的卡丢了2次。; 8; 7; 2/8; -; 1/8; 1/8; 7/8; 0/7; HAN",
                // Katakana with the long vowel mark, and Hiragana: three of each that tell, Hiragana is first by name
                "カードは どこ; 7; 6; 0/6; -; 0/6; 0/6; 6/6; 0/6; HIRAGANA",
                // Thai: letters are words, vowel signs above belong to them
                "บัตร; 4; 3; 0/4; -; 0/4; 0/4; 4/4; 0/3; THAI",
                // Devanagari: vowel signs and viramas belong to their word
                "मेरा कार्ड; 10; 2; 0/9; -; 0/9; 0/9; 9/9; 0/2; DEVANAGARI",
                // Arabic with Arabic digits
                "بطاقة ٤٢; 8; 2; 2/7; -; 0/7; 2/7; 7/7; 0/2; ARABIC",
                // Emoji: heart with variation selector, thumb with a skin tone
                "ok ❤️👍🏽; 7; 1; 4/6; 0/2; 0/6; 0/6; 4/6; 0/1; LATIN",
                "?!; 2; 0; 2/2; -; 2/2; 0/2; 0/2; -; NONE",
                "a_b-c.d; 7; 4; 3/7; 0/4; 3/7; 0/7; 0/7; 1/4; LATIN",
                "'tis rock'n'roll'; 17; 2; 4/16; 0/12; 4/16; 0/16; 0/16; 0/2; LATIN",
                "ǅep; 3; 1; 0/3; 1/3; 0/3; 0/3; 1/3; 0/1; LATIN",
            })
    void shouldAgreeWithHandCounts(
            String text,
            double length,
            double words,
            String nonLetters,
            String upperCase,
            String punctuation,
            String digits,
            String nonAscii,
            String functionWords,
            String script) {
        SortedMap<String, Double> descriptors = TextDescriptors.of(text, 0);

        assertThat(descriptors).containsEntry("text/length", length).containsEntry("text/words", words);
        assertShare(descriptors, "text/nonLetters", nonLetters);
        assertShare(descriptors, "text/upperCase", upperCase);
        assertShare(descriptors, "text/punctuation", punctuation);
        assertShare(descriptors, "text/digits", digits);
        assertShare(descriptors, "text/nonAscii", nonAscii);
        assertShare(descriptors, "text/functionWords", functionWords);
        assertThat(descriptors).doesNotContainKey("text/piecesPerWord");
        assertThat(TextDescriptors.categories(text)).hasSize(1).containsEntry("text/script", script);
    }

    private static void assertShare(SortedMap<String, Double> descriptors, String name, String fraction) {
        if (fraction.equals("-")) {
            assertThat(descriptors).doesNotContainKey(name);
        } else {
            int bar = fraction.indexOf('/');
            double expected =
                    Double.parseDouble(fraction.substring(0, bar)) / Double.parseDouble(fraction.substring(bar + 1));
            assertThat(descriptors.get(name)).as(name).isNotNull().isCloseTo(expected, within(1e-15));
        }
    }

    @Test
    void shouldDivideThePiecesByTheWords() {
        assertThat(TextDescriptors.of("Where is my card?", 6)).containsEntry("text/piecesPerWord", 1.5);
        assertThat(TextDescriptors.of("?!", 2)).doesNotContainKey("text/piecesPerWord");
        assertThatThrownBy(() -> TextDescriptors.of("word", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void shouldHandTheTokenizerTheTextWithoutItsRedactions() {
        List<String> counted = new ArrayList<>();

        SortedMap<String, Double> descriptors = TextDescriptors.of("mail <EMAIL> now", text -> {
            counted.add(text);
            return 3;
        });

        assertThat(counted).containsExactly("mail   now");
        assertThat(descriptors).isEqualTo(TextDescriptors.of("mail <EMAIL> now", 3));
        assertThat(descriptors).containsEntry("text/piecesPerWord", 1.5);
    }

    @Test
    void shouldCountThePiecesOfTheHeadOfALongText() {
        String text = "word ".repeat(204) + "abc\uD83D\uDE00" + " and so on".repeat(1_000);
        List<String> counted = new ArrayList<>();

        SortedMap<String, Double> descriptors = TextDescriptors.of(text, head -> {
            counted.add(head);
            return 2 * 205;
        });

        assertThat(counted).containsExactly("word ".repeat(204) + "abc");
        assertThat(descriptors)
                .containsEntry("text/piecesPerWord", 2.0)
                .containsEntry("text/words", 204.0 + 1 + 3_000)
                .containsEntry("text/length", text.length() - 1.0);
        assertThat(TextDescriptors.of("!".repeat(2_000), String::length)).doesNotContainKey("text/piecesPerWord");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \t\r\n\u00A0\u2003\u3000", "__REDACTED__", " [NAME] <EMAIL>\n***"})
    void shouldDescribeNothingThatShowsNothing(String text) {
        assertThat(TextDescriptors.of(text, 7)).isEmpty();
        assertThat(TextDescriptors.of(text, whole -> 7)).isEmpty();
        assertThat(TextDescriptors.categories(text)).isEmpty();
    }

    @Test
    void shouldNotCountRedactions() {
        String text = "my name is  and my mail is ";
        String redacted = "my name is [FIRST_NAME] and my mail is <EMAIL>__REDACTED__";

        assertThat(TextDescriptors.of(redacted, 9)).isEqualTo(TextDescriptors.of(text, 9));
        assertThat(TextDescriptors.categories("да [NAME][NAME]")).containsEntry("text/script", "CYRILLIC");
        assertThat(TextDescriptors.of("one[NAME]two", 0)).containsEntry("text/words", 2.0);
    }

    @Test
    void shouldCountAnAccentAsPartOfItsLetter() {
        SortedMap<String, Double> composed = TextDescriptors.of("Où était-ce ?", 0);
        SortedMap<String, Double> decomposed = TextDescriptors.of("Ou\u0300 e\u0301tait-ce ?", 0);

        assertThat(decomposed.get("text/words")).isEqualTo(composed.get("text/words"));
        assertThat(decomposed.get("text/functionWords")).isEqualTo(composed.get("text/functionWords"));
        assertThat(decomposed.get("text/upperCase")).isEqualTo(composed.get("text/upperCase"));
        assertThat(decomposed).containsEntry("text/nonLetters", 2.0 / 13);
    }

    @Test
    void shouldTakeAnUnpairedSurrogateForACharacterOfNoLetter() {
        for (String surrogate : new String[] {"\uD83D", "\uDE00"}) {
            SortedMap<String, Double> descriptors = TextDescriptors.of("ab" + surrogate + "cd", 0);

            assertThat(descriptors)
                    .containsEntry("text/length", 5.0)
                    .containsEntry("text/words", 2.0)
                    .containsEntry("text/nonLetters", 0.2)
                    .containsEntry("text/nonAscii", 0.2)
                    .containsEntry("text/punctuation", 0.0);
            assertThat(TextDescriptors.categories(surrogate)).containsEntry("text/script", "NONE");
        }
    }

    @Test
    void shouldBreakTiesBetweenScriptsByName() {
        assertThat(TextDescriptors.categories("abв г")).containsEntry("text/script", "CYRILLIC");
        assertThat(TextDescriptors.categories("ав bc d")).containsEntry("text/script", "LATIN");
    }

    @Test
    void shouldGiveUnmodifiableMaps() {
        assertThatThrownBy(() -> TextDescriptors.of("a", 1).put("b", 1.0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> TextDescriptors.categories("a").clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
