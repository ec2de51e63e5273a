/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayoffSpreadTest {

    private static final int LONG = 20_000;

    private static double[][] series(long seed, int length, double carried, double shift) {
        Random random = new Random(seed);
        double[][] payoffs = new double[length][1];
        double last = 0;
        for (int i = 0; i < length; i++) {
            double fresh = 2 * random.nextGaussian();
            payoffs[i][0] = fresh + carried * last + (i >= length / 2 ? shift : 0);
            last = fresh;
        }
        return payoffs;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldFindTheVarianceOfIndependentPayoffs(long seed) {
        PayoffSpread spread = PayoffSpread.of(series(seed, LONG, 0, 0));

        assertThat(spread.variance()).as("seed %s", seed).isCloseTo(4, within(0.2));
        assertThat(spread.phi()).as("seed %s", seed).isCloseTo(1, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void shouldFindHowMuchMoreSumsVary(long seed) {
        PayoffSpread spread = PayoffSpread.of(series(seed, LONG, 0.5, 0));

        // A moving average: variance 1.25·4, long-run variance 1.5²·4.
        assertThat(spread.variance()).as("seed %s", seed).isCloseTo(5, within(0.2));
        assertThat(spread.phi()).as("seed %s", seed).isCloseTo(1.8, within(0.15));
    }

    @Test
    void shouldNotTakeALastingDifferenceForChance() {
        PayoffSpread without = PayoffSpread.of(series(5, 2_000, 0, 0));
        PayoffSpread with = PayoffSpread.of(series(5, 2_000, 0, 20));

        assertThat(with.variance()).isCloseTo(without.variance(), within(1.5));
    }

    @Test
    void shouldAddTheComponentsOfVectors() {
        double[][] payoffs = series(6, 500, 0, 0);
        double[][] twice = new double[payoffs.length][];
        for (int i = 0; i < payoffs.length; i++) {
            twice[i] = new double[] {payoffs[i][0], payoffs[i][0]};
        }

        assertThat(PayoffSpread.of(twice).variance())
                .isCloseTo(2 * PayoffSpread.of(payoffs).variance(), within(1e-9));
        assertThat(PayoffSpread.of(twice).phi())
                .isCloseTo(PayoffSpread.of(payoffs).phi(), within(1e-9));
    }

    @Test
    void shouldSayNothingOfFewOrConstantPayoffs() {
        assertThat(PayoffSpread.of(new double[PayoffSpread.FEWEST - 1][1])).isEqualTo(PayoffSpread.UNKNOWN);
        assertThat(PayoffSpread.of(new double[100][3])).isEqualTo(PayoffSpread.UNKNOWN);
    }
}
