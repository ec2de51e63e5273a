/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalScoresTest {

    @Test
    void shouldAgreeWithSciPy() {
        for (String[] row : Golden.rows("normal-scores.csv")) {
            double[] sample = Arrays.stream(Golden.numbers(row, 2)).sorted().toArray();
            double value = Double.parseDouble(row[0]);

            assertThat(new NormalScores(sample).score(value))
                    .as("score of %s", value)
                    .isCloseTo(Double.parseDouble(row[1]), within(1e-12));
        }
    }

    @Test
    void shouldBeOddAndBounded() {
        NormalScores scores = new NormalScores(new double[] {1, 2, 2, 2, 3});

        assertThat(scores.score(2)).isZero();
        assertThat(scores.score(1)).isEqualTo(-scores.score(3));
        assertThat(scores.score(Double.POSITIVE_INFINITY)).isCloseTo(2.3263478740408408, within(1e-12));
        assertThat(scores.score(Double.NEGATIVE_INFINITY)).isCloseTo(-2.3263478740408408, within(1e-12));
        assertThat(new NormalScores(new double[] {0, 0, 1}).score(-0.0))
                .isEqualTo(new NormalScores(new double[] {0, 0, 1}).score(0));
    }
}
