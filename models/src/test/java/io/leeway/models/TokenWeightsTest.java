/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenWeightsTest {

    private static final int RARE_CHARACTER = 1500;

    @Test
    void shouldShareOneProbabilityAmongAllWords() {
        double total = IntStream.range(0, TokenWeights.VOCABULARY)
                .mapToDouble(TokenWeights::probability)
                .sum();

        assertThat(total).isCloseTo(1, within(1e-12));
        assertThat(TokenWeights.probability(TokenWeights.FIRST_WORD - 1)).isZero();
    }

    @Test
    void shouldFollowTheDocumentedFormula() {
        assertThat(wordOfRank(1)).isCloseTo(0.003, within(5e-4));
        assertThat(wordOfRank(100)).isCloseTo(0.25, within(5e-3));
        assertThat(wordOfRank(1000)).isCloseTo(0.76, within(5e-3));
        assertThat(wordOfRank(10_000)).isCloseTo(0.97, within(5e-3));
    }

    @Test
    void shouldRiseWithRarity() {
        for (int id = TokenWeights.FIRST_WORD + 1; id < TokenWeights.VOCABULARY; id++) {
            assertThat(TokenWeights.weight(id))
                    .isGreaterThan(TokenWeights.weight(id - 1))
                    .isLessThan(1);
        }
    }

    @Test
    void shouldTellCommonCharactersFromForeignOnes() {
        assertThat(TokenWeights.weight(TokenWeights.FIRST_SYMBOL)).isEqualTo(0.2);
        assertThat(TokenWeights.weight(TokenWeights.LAST_SYMBOL)).isEqualTo(0.2);
        assertThat(TokenWeights.weight(TokenWeights.FIRST_SYMBOL - 1)).isEqualTo(1);
        assertThat(TokenWeights.weight(RARE_CHARACTER)).isEqualTo(1);
    }

    private static double wordOfRank(int rank) {
        return TokenWeights.weight(TokenWeights.FIRST_WORD + rank - 1);
    }
}
