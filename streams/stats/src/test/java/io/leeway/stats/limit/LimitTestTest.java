/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTestTest {

    private static final LimitSpec RATE = new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.02);
    private static final LimitSpec P99 = new LimitSpec("latencyMs", Quantity.quantile(99), Side.AT_MOST, 3000);
    private static final LimitSpec MEAN = new LimitSpec("costUsd", Quantity.mean(), Side.AT_MOST, 0.05);

    private static LimitTest.Verdict shares(LimitSpec limit, long values, long beyond, double deff) {
        return LimitTest.test(limit, Reading.ofShare(values, beyond), deff);
    }

    private static LimitTest.Verdict numbers(LimitSpec limit, double... values) {
        NumberSummary summary = new NumberSummary();
        for (double value : values) {
            summary.add(value);
        }
        return LimitTest.test(limit, Reading.of(limit, summary, null), 1);
    }

    @ParameterizedTest
    @CsvSource({"50, 3, 0.02", "50, 7, 0.02", "1000, 40, 0.02", "200, 12, 0.01", "31, 31, 0.5", "100000, 1200, 0.01"})
    void shouldGiveTheTailOfTheBinomialDistribution(int n, int x, double p) {
        double expected = 1 - new BinomialDistribution(null, n, p).cumulativeProbability(x - 1);

        assertThat(LimitTest.binomialTail(x, n, p)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void shouldKeepItsRelativeAccuracyFarOut() {
        // 0.02^50 and the first terms of a tail that no subtraction from one could tell from zero
        assertThat(LimitTest.binomialTail(50, 50, 0.02)).isCloseTo(Math.pow(0.02, 50), within(1e-96));
        assertThat(LimitTest.binomialTail(0, 50, 0.02)).isEqualTo(1);
    }

    @Test
    void shouldBreachARateOnlyBeyondSamplingNoise() {
        // P(Bin(50, 0.02) >= 6) = 3.2e-4, P(Bin(50, 0.02) >= 7) = 3.9e-5
        assertThat(shares(RATE, 50, 6, 1).breached()).isFalse();
        assertThat(shares(RATE, 50, 7, 1).breached()).isTrue();
        assertThat(shares(RATE, 50, 6, 1).kept()).isFalse();
        assertThat(shares(RATE, 50, 1, 1).kept()).isTrue();
        assertThat(shares(RATE, 50, 0, 1).pValue()).isEqualTo(1);
    }

    @Test
    void shouldDivideByTheDesignEffect() {
        LimitTest.Verdict verdict = shares(RATE, 100, 14, 2);

        assertThat(verdict.effectiveEvents()).isEqualTo(50);
        assertThat(verdict.pValue()).isEqualTo(shares(RATE, 50, 7, 1).pValue());
        assertThat(shares(RATE, 100, 13, 2).pValue())
                .isEqualTo(shares(RATE, 50, 6, 1).pValue());
    }

    @Test
    void shouldNotJudgeFewEvents() {
        assertThat(shares(RATE, 29, 29, 1).breached()).isFalse();
        assertThat(shares(RATE, 30, 30, 1).breached()).isTrue();
        assertThat(shares(RATE, 59, 59, 2).breached()).isFalse();
    }

    @Test
    void shouldNeverBreachOnOneOrTwoEventsHoweverSmallTheBound() {
        LimitSpec strict = new LimitSpec("policyViolation", Quantity.rate(), Side.AT_MOST, 1e-9);

        assertThat(shares(strict, 1000, 2, 1).breached()).isFalse();
        assertThat(shares(strict, 1000, 3, 1).breached()).isTrue();
        assertThat(shares(strict, 1000, 5, 2).breached()).isFalse();
    }

    @Test
    void shouldTurnALowerBoundAround() {
        LimitSpec success = new LimitSpec("taskSuccess", Quantity.rate(), Side.AT_LEAST, 0.9);
        LimitSpec median = new LimitSpec("tokens", Quantity.quantile(50), Side.AT_LEAST, 100);

        assertThat(LimitTest.allowed(success)).isCloseTo(0.1, within(1e-15));
        assertThat(LimitTest.allowed(median)).isEqualTo(0.5);
        assertThat(LimitTest.allowed(P99)).isEqualTo(0.01);
        assertThat(shares(success, 100, 10, 1).kept()).isTrue();
        assertThat(shares(success, 100, 25, 1).breached()).isTrue();
    }

    @Test
    void shouldGiveTheTailOfStudentsDistribution() {
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = 40 + i; // whole numbers are exact in their buckets at the lower end
        }
        LimitSpec limit = new LimitSpec("tokens", Quantity.mean(), Side.AT_MOST, 55);
        double t = (59.5 - 55) / Math.sqrt((40.0 * 41 / 12) / 40);

        assertThat(numbers(limit, values).pValue())
                .isCloseTo(1 - new TDistribution(null, 39).cumulativeProbability(t), within(1e-12));
        LimitSpec other = new LimitSpec("tokens", Quantity.mean(), Side.AT_MOST, 60);
        assertThat(numbers(other, values).pValue()).isGreaterThan(0.5);
        assertThat(numbers(other, values).kept()).isTrue();
    }

    @Test
    void shouldNotBreachAMeanOnOneHugeValue() {
        double[] values = new double[50];
        for (double huge : new double[] {1e3, 1e9, 1e160, 1e300, Double.POSITIVE_INFINITY}) {
            java.util.Arrays.fill(values, 0.01);
            values[17] = huge;

            assertThat(numbers(MEAN, values).breached()).as("one %s", huge).isFalse();
        }
    }

    @Test
    void shouldNotBreachAQuantileOnOneHugeValue() {
        double[] values = new double[50];
        java.util.Arrays.fill(values, 500);
        values[17] = 1e9;

        assertThat(numbers(P99, values).breached()).isFalse();
        assertThat(numbers(P99, values).kept()).isFalse();
    }

    @Test
    void shouldLetAConstantStandExactlyAtItsBound() {
        double[] values = new double[50];
        for (double constant : new double[] {5, 0.1, 123_456.789, -7.3}) {
            java.util.Arrays.fill(values, constant);
            for (Side side : Side.values()) {
                LimitSpec mean = new LimitSpec("x", Quantity.mean(), side, constant);
                LimitSpec median = new LimitSpec("x", Quantity.quantile(50), side, constant);

                assertThat(numbers(mean, values).kept()).as("%s", mean).isTrue();
                assertThat(numbers(mean, values).breached()).as("%s", mean).isFalse();
                assertThat(numbers(median, values).kept()).as("%s", median).isTrue();
            }
            LimitSpec above = new LimitSpec("x", Quantity.mean(), Side.AT_LEAST, constant + Math.abs(constant) / 100);
            assertThat(numbers(above, values).breached()).as("%s", above).isTrue();
        }
    }
}
