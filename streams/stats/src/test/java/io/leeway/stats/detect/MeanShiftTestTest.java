/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.TestResult.Method;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanShiftTestTest {
    private final MeanShiftTest test = MeanShiftTest.withDefaults();
    private final BlockNull reference = reference(4);

    @Test
    void shouldFollowTheFormula() {
        double[] sums = {30, -10, 5};
        double rho = 1.7;
        double kappa = 1.2;
        double n = 50;
        double m = reference.events();

        TestResult result = test.withInflation(rho, kappa).test(reference, sums, n);

        double[] difference = MeanShiftTest.difference(reference.mean(), sums, n);
        double squared = Vectors.squaredNorm(difference);
        double phi = reference.phi();
        double statistic = n * m / (n + m) * squared / phi * (1 / n + 1 / m) / (rho * kappa / n + kappa / m);
        assertThat(difference[1]).isCloseTo(-0.2 - reference.mean()[1], within(1e-15));
        assertThat(result.statistic()).isCloseTo(statistic, within(1e-12 * statistic));
        assertThat(result.pValue()).isEqualTo(reference.distribution().survival(result.statistic()));
        assertThat(result.logP()).isEqualTo(reference.distribution().logSurvival(result.statistic()));
        assertThat(result.effect() * result.effect())
                .isCloseTo(squared - reference.c1() * phi * (rho / n + 1 / m), within(1e-12));
        assertThat(result.events()).isEqualTo(n);
        assertThat(result.referenceEvents()).isEqualTo(m);
        assertThat(result.effectiveEvents()).isCloseTo(n / (rho * phi), within(1e-12));
        assertThat(result.phi()).isEqualTo(phi);
        assertThat(result.deff()).isCloseTo(rho * phi, within(1e-12));
        assertThat(result.method()).isEqualTo(Method.SADDLEPOINT);
    }

    @Test
    void shouldNormaliseMapsOfUnitNorm() {
        double[] mean = reference.mean();
        double[] sums = Arrays.stream(mean).map(x -> 80 * (x + 0.5)).toArray();
        double trace = 1 - Vectors.squaredNorm(mean);

        TestResult plain = test.test(reference, sums, 80);
        TestResult unit = test.withUnitNorm().test(reference, sums, 80);

        assertThat(unit.pValue()).isEqualTo(plain.pValue());
        assertThat(unit.effect()).isCloseTo(plain.effect() / StrictMath.sqrt(trace), within(1e-12));
        assertThat(unit.deff()).isCloseTo(reference.deff(trace), within(1e-12));
        assertThat(test.withIndependentTrace(2).test(reference, sums, 80).deff())
                .isCloseTo(reference.deff(2), within(1e-12));
    }

    @Test
    void shouldSeeNothingWhereNothingChanged() {
        double[] sums = Arrays.stream(reference.mean()).map(x -> 80 * x).toArray();

        TestResult result = test.test(reference, sums, 80);

        assertThat(result.pValue()).isGreaterThan(0.99);
        assertThat(result.effect()).isZero();
        assertThat(result.method()).isEqualTo(Method.THREE_MOMENT);
    }

    @Test
    void shouldNotTestWithoutEventsOrVariation() {
        BlockNull constant = BlockNull.of(new double[][] {{2}, {4}, {2}}, new double[] {1, 2, 1});
        BlockNull nothing = BlockNull.of(new double[3][0], new double[] {1, 2, 1});

        TestResult changed = test.test(constant, new double[] {15}, 5);

        assertThat(changed.method()).isEqualTo(Method.DEGENERATE);
        assertThat(changed.pValue()).isEqualTo(1);
        assertThat(changed.effect()).isEqualTo(1);
        assertThat(test.withUnitNorm().test(constant, new double[] {15}, 5).effect())
                .isZero();
        assertThat(test.test(nothing, new double[0], 5).method()).isEqualTo(Method.DEGENERATE);
        assertThat(test.test(reference, new double[3], 0).method()).isEqualTo(Method.DEGENERATE);
        assertThat(test.test(reference, reference.mean(), 0, new double[3], 5).method())
                .isEqualTo(Method.DEGENERATE);
        assertThat(test.test(reference, new double[3], 0).effect()).isZero();
    }

    @Test
    void shouldRefuseImpossibleInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(reference, new double[2], 5))
                .withMessageContaining("dimension of the window is 2 but must be 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(reference, new double[] {1, Double.NaN, 0}, 5))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(reference, new double[3], -5))
                .withMessageContaining("windowEvents is -5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withInflation(1, 0.5))
                .withMessageContaining("kappa is 0.5");
    }

    private static BlockNull reference(long seed) {
        Random random = new Random(seed);
        double[][] sums = new double[60][3];
        for (double[] row : sums) {
            Arrays.setAll(row, k -> 0.3 * random.nextGaussian());
        }
        double[] counts = new double[60];
        Arrays.fill(counts, 5);
        return BlockNull.of(sums, counts);
    }
}
