/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassTermsTest {

    /**
     * By hand: the classes have 6, 4 and 2 terms, so A = 4. In the first, fee occurs 3 times of 3: 3 ln(1 + 4/3) = 2.54; card
     * 2 of 4: 2 ln(1 + 4/4) = 1.39; refund once. In the second, card and atm twice each: atm 2 ln(1 + 4/2) = 2.20, card as above.
     */
    private static final List<List<String>> CLASSES = List.of(
            List.of("fee. card", "fee. card", "fee. refund"),
            List.of("atm. card", "card. atm"),
            List.of("hello. loan"));

    @Test
    void shouldRankByHowOftenHereAndHowSeldomElsewhere() {
        ClassTerms terms = new ClassTerms(CLASSES);

        assertThat(terms.of(0)).containsExactly("fee");
        assertThat(terms.of(1)).containsExactly("atm", "card");
    }

    @Test
    void shouldTakeTheWordsOfAClassWithOneTextInTheOrderOfTheirCharacters() {
        assertThat(new ClassTerms(CLASSES).of(2)).containsExactly("hello", "loan");
    }

    @Test
    void shouldTellAWordThatAlwaysComesInOnePhraseByThePhrase() {
        ClassTerms terms = new ClassTerms(List.of(
                List.of("lost card", "my lost card", "a card"), List.of("open an account", "close an account")));

        assertThat(terms.of(0)).containsExactly("card", "lost card");
    }

    @Test
    void shouldCountATextThatRepeatsItselfOnce() {
        ClassTerms terms = new ClassTerms(List.of(List.of("spam. spam. spam. spam", "fee", "fee"), List.of("card")));

        assertThat(terms.of(0)).containsExactly("fee");
    }

    @Test
    void shouldSayNothingOfWhatNothingIsKnownOf() {
        ClassTerms terms = new ClassTerms(List.of(List.of(), List.of("is it", "42"), List.of("fee", "fee")));

        assertThat(terms.of(0)).isEmpty();
        assertThat(terms.of(1)).isEmpty();
        assertThat(terms.of(2)).containsExactly("fee");
        assertThat(new ClassTerms(List.of(List.of())).of(0)).isEmpty();
    }

    @Test
    void shouldNotDependOnTheOrderOfTexts() {
        Random random = new Random(4);
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            here.add("word" + random.nextInt(9) + " word" + random.nextInt(9) + " other" + random.nextInt(5));
            there.add("word" + random.nextInt(30) + " other" + random.nextInt(5));
        }
        List<String> first = new ClassTerms(List.of(here, there)).of(0);
        Collections.shuffle(here, random);
        Collections.shuffle(there, random);

        assertThat(first).as("seed 4").hasSize(ClassTerms.MOST);
        assertThat(new ClassTerms(List.of(here, there)).of(0)).as("seed 4").isEqualTo(first);
        assertThat(new ClassTerms(List.of(there, here)).of(1)).as("seed 4").isEqualTo(first);
    }
}
