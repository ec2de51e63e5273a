/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodPValueTest {

    @Test
    void shouldTurnAReturnPeriodIntoAProbability() {
        assertThat(PeriodPValue.ofReturnPeriod(1440, 1440)).isCloseTo(1 - Math.exp(-1), within(1e-15));
        assertThat(PeriodPValue.ofReturnPeriod(1e15, 1440)).isCloseTo(1.44e-12, within(1e-23));
        assertThat(PeriodPValue.ofReturnPeriod(Double.POSITIVE_INFINITY, 1440)).isZero();
        assertThat(PeriodPValue.ofReturnPeriod(1e-9, 1440)).isEqualTo(1);
        assertThat(PeriodPValue.ofReturnPeriod(5, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 1440", "5, 20, 1440", "5, 60, 1440", "20, 60, 720", "5, 360, 1440"})
    void shouldBeValidAndNotUselessForSlidingWindows(int dimension, int window, int panes) {
        int periods = 600;
        int at10 = 0;
        int at2 = 0;
        for (long seed = 0; seed < periods; seed++) {
            double smallest = smallest(new Random(seed), dimension, window, panes);
            double p = PeriodPValue.ofTests(smallest, panes, (double) panes / window);
            at10 += p <= 0.1 ? 1 : 0;
            at2 += p <= 0.02 ? 1 : 0;
        }
        // The 99.9 % quantiles of the binomial distribution, and a quarter of what is expected.
        assertThat(at10).as("seeds 0 to %s", periods - 1).isBetween(15, 84);
        assertThat(at2).as("seeds 0 to %s", periods - 1).isLessThanOrEqualTo(24);
    }

    /** Smallest p-value of squared norms of moving sums, one for each of the given panes. */
    private static double smallest(Random random, int dimension, int window, int panes) {
        double[][] values = new double[panes + window][dimension];
        double[] sum = new double[dimension];
        double largest = 0;
        for (int t = 0; t < values.length; t++) {
            double squared = 0;
            for (int d = 0; d < dimension; d++) {
                values[t][d] = random.nextGaussian();
                sum[d] += values[t][d] - (t >= window ? values[t - window][d] : 0);
                squared += sum[d] * sum[d] / window;
            }
            largest = t >= window ? Math.max(largest, squared) : largest;
        }
        return Gamma.regularizedGammaQ(dimension / 2.0, largest / 2);
    }

    @Test
    void shouldNeverExceedBonferroniNorFallWithTheProbability() {
        double before = 0;
        for (double p = 1e-12; p <= 1; p *= 1.01) {
            double period = PeriodPValue.ofTests(p, 500, 72);

            assertThat(period)
                    .as("p = %s", p)
                    .isLessThanOrEqualTo(Math.min(1, 500 * p))
                    .isGreaterThanOrEqualTo(p);
            assertThat(period).as("p = %s", p).isGreaterThanOrEqualTo(before);
            before = period;
        }
        assertThat(PeriodPValue.ofTests(0.001, 500, Double.POSITIVE_INFINITY)).isEqualTo(0.5);
        assertThat(PeriodPValue.ofTests(0.4, 1, 72)).isEqualTo(0.4);
        assertThat(PeriodPValue.ofTests(0, 500, Double.POSITIVE_INFINITY)).isZero();
        assertThat(PeriodPValue.ofTests(1, 500, 72)).isEqualTo(1);
    }

    @Test
    void shouldPayForEveryComparison() {
        assertThat(PeriodPValue.ofComparisons(0.01, 7)).isCloseTo(0.07, within(1e-15));
        assertThat(PeriodPValue.ofComparisons(0.4, 7)).isEqualTo(1);
    }

    @Test
    void shouldRefuseImpossibleArguments() {
        for (double wrong : new double[] {Double.NaN, 0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PeriodPValue.ofReturnPeriod(wrong, 1))
                    .withMessageContaining("return period is " + wrong);
        }
        for (double wrong : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PeriodPValue.ofReturnPeriod(1, wrong))
                    .withMessageContaining("look-back is " + wrong);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodPValue.ofTests(Double.NaN, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodPValue.ofTests(0.1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodPValue.ofTests(0.1, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodPValue.ofComparisons(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodPValue.ofComparisons(0.1, 0));
    }
}
