/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhrasesTest {

    @Test
    void shouldFindWordsAndPairsOfNeighbours() {
        assertThat(Phrases.of("Lost  CARD abroad"))
                .containsExactly("lost", "card", "lost card", "abroad", "card abroad");
    }

    @Test
    void shouldLeaveFunctionWordsOutAndPairNothingAcrossThem() {
        assertThat(Phrases.of("lost my card, abroad")).containsExactly("lost", "card", "abroad");
        assertThat(Phrases.of("I'm here; don\u2019t")).containsExactly("here");
    }

    @Test
    void shouldPairAcrossOneHyphen() {
        assertThat(Phrases.of("top-up")).containsExactly("top", "up", "top up");
        assertThat(Phrases.of("top - up --off-")).containsExactly("top", "up", "off");
    }

    @Test
    void shouldLeaveOutNumbersLettersRedactionsAndWhatWasCut() {
        assertThat(Phrases.of("pay 42 x [NAME] visa3 __IBAN__ payme\u2026")).containsExactly("pay", "visa3");
        assertThat(Phrases.of("pay now \u2026")).containsExactly("pay", "now", "pay now");
    }

    @Test
    void shouldComposeMarksAndKeepInnerApostrophes() {
        assertThat(Phrases.of("cafe\u0301 o\u2019clock")).containsExactly("caf\u00e9", "o'clock", "caf\u00e9 o'clock");
    }

    @Test
    void shouldPairLettersOfScriptsWithoutSpaces() {
        assertThat(Phrases.of("\u9280\u884c card"))
                .containsExactly("\u9280", "\u884c", "\u9280\u884c", "card", "\u884c card");
        assertThat(Phrases.of("\u30ab\u30fc")).doesNotContain("\u30ab");
    }

    @Test
    void shouldFindNothingInNothing() {
        assertThat(Phrases.of("")).isEmpty();
        assertThat(Phrases.of(" … ")).isEmpty();
    }
}
