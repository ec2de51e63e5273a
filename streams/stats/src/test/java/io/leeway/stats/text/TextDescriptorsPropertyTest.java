/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties on random strings; the seed is the argument of the test. */
class TextDescriptorsPropertyTest {

    private static final int TEXTS = 2_000;

    private static final List<String> FRAGMENTS = List.of(
            " ",
            "  ",
            "\n",
            "the ",
            "Wo ",
            "c'est",
            "\u2019",
            "'",
            "é",
            "e\u0301",
            "\u0301",
            "\u200D",
            "\uFE0F",
            "👍🏽",
            "我",
            "かな",
            "ー",
            "บั",
            "मे",
            "Где",
            "42",
            "٤٢",
            "Ⅷ",
            "²",
            "_",
            "__",
            "*",
            "**",
            "[",
            "]",
            "<",
            ">",
            "[NAME]",
            "<EMAIL>",
            "__REDACTED__",
            "***",
            "REDACTED",
            "\uD83D",
            "\uDE00",
            "\u0000",
            "\uFEFF",
            "ǅ",
            "ß",
            "İ");
    private static final List<String> TOKENS = List.of("__REDACTED__", "[REDACTED]", "<EMAIL>", "[NAME_2]", "****");
    private static final List<String> COUNTS = List.of(TextDescriptors.LENGTH, TextDescriptors.WORDS);

    private static String fragments(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(60); left > 0; left--) {
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
                int planes = random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1;
                text.appendCodePoint(random.nextInt(planes));
            }
        }
        return text.toString();
    }

    private static String text(Random random) {
        return random.nextBoolean() ? fragments(random) : noise(random);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldGiveFiniteSharesBetweenZeroAndOneForAnyString(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            SortedMap<String, Double> descriptors = TextDescriptors.of(text, 1 + random.nextInt(50));

            descriptors.forEach((name, value) -> {
                assertThat(name).startsWith(TextDescriptors.PREFIX);
                assertThat(value).as("%s of <%s>", name, text).isFinite().isNotNegative();
                if (!COUNTS.contains(name) && !name.equals(TextDescriptors.PIECES_PER_WORD)) {
                    assertThat(value).as("%s of <%s>", name, text).isLessThanOrEqualTo(1);
                }
            });
            assertThat(TextDescriptors.categories(text).isEmpty()).isEqualTo(descriptors.isEmpty());
            if (!descriptors.isEmpty()) {
                assertThat(descriptors.get(TextDescriptors.LENGTH))
                        .isBetween(1.0, (double) text.codePointCount(0, text.length()));
                assertThat(descriptors.get(TextDescriptors.WORDS))
                        .isLessThanOrEqualTo(descriptors.get(TextDescriptors.LENGTH));
                assertThat(descriptors.get(TextDescriptors.PUNCTUATION) + descriptors.get(TextDescriptors.DIGITS))
                        .isLessThanOrEqualTo(descriptors.get(TextDescriptors.NON_LETTERS) + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldNotDependOnRedactions(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String before = text(random);
            String after = " " + text(random);
            String token = TOKENS.get(random.nextInt(TOKENS.size()));
            if (before.endsWith("*") || before.endsWith("_")) {
                before += " ";
            }
            String plain = before + after;
            String redacted = before + token + after;

            assertThat(TextDescriptors.of(redacted, 9)).as(redacted).isEqualTo(TextDescriptors.of(plain, 9));
            assertThat(TextDescriptors.categories(redacted)).isEqualTo(TextDescriptors.categories(plain));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldRemoveRedactionsOnceAndForAll(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            String once = Redactions.removedFrom(text);

            assertThat(Redactions.removedFrom(once)).as(text).isSameAs(once);
            assertThat(wordsOf(once)).as(text).isEqualTo(wordsOf(text));
        }
    }

    private static Map<String, Double> wordsOf(String text) {
        SortedMap<String, Double> descriptors = TextDescriptors.of(text, 3);
        return descriptors.isEmpty() ? descriptors : descriptors.tailMap(TextDescriptors.LENGTH + '\0');
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void shouldAddUpOverTextsJoinedBySpace(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String one = text(random);
            String other = text(random);
            TextScan first = TextScan.of(one);
            TextScan second = TextScan.of(other);

            TextScan both = TextScan.of(one + " " + other);

            assertThat(both.codePoints()).isEqualTo(first.codePoints() + 1 + second.codePoints());
            assertThat(both.visible()).as(one + other).isEqualTo(first.visible() + second.visible());
            assertThat(both.words()).isEqualTo(first.words() + second.words());
            assertThat(both.functionWords()).isEqualTo(first.functionWords() + second.functionWords());
            assertThat(both.nonLetters()).isEqualTo(first.nonLetters() + second.nonLetters());
            assertThat(both.upperCase()).isEqualTo(first.upperCase() + second.upperCase());
            assertThat(both.cased()).isEqualTo(first.cased() + second.cased());
            assertThat(both.digits()).isEqualTo(first.digits() + second.digits());
            assertThat(both.punctuation()).isEqualTo(first.punctuation() + second.punctuation());
            assertThat(both.nonAscii()).isEqualTo(first.nonAscii() + second.nonAscii());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void shouldGiveTheSharesOfATextToItsRepetition(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS / 10; i++) {
            String text = text(random);
            SortedMap<String, Double> once = TextDescriptors.of(text, 0);

            SortedMap<String, Double> often = TextDescriptors.of((text + " ").repeat(8), 0);

            assertThat(often.keySet()).isEqualTo(once.keySet());
            once.forEach((name, share) -> {
                if (!COUNTS.contains(name)) {
                    assertThat(often.get(name)).as("%s of <%s>", name, text).isCloseTo(share, within(1e-12));
                }
            });
            assertThat(TextDescriptors.categories((text + " ").repeat(8))).isEqualTo(TextDescriptors.categories(text));
        }
    }

    @Test
    void shouldBehaveOnVeryLongTexts() {
        for (String fragment : FRAGMENTS) {
            String text = fragment.repeat(100_000 / fragment.length());

            assertThat(TextDescriptors.of(text, String::length).values()).allMatch(Double::isFinite);
            assertThat(TextDescriptors.categories(text)).hasSizeLessThanOrEqualTo(1);
        }
    }
}
