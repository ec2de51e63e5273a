/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final double[] EIGENVALUES = {4, 2, 1, 0.5, 0.25, 0.125, 0.0625, 0};
    private static final double SUM = 7.9375;
    private static final double SQUARES = 21.33203125;

    @Test
    void shouldKeepTheTraceAndReachTheTarget() {
        for (double target = 0.5; target < SQUARES; target += 0.5) {
            WeightedChiSquare shrunk = Spectrum.shrink(EIGENVALUES, target);

            assertThat(shrunk.mean()).as("target %s", target).isCloseTo(SUM, within(1e-12));
            assertThat(shrunk.variance()).as("target %s", target).isCloseTo(2 * target, within(1e-10));
        }
    }

    @Test
    void shouldLeaveTheSpectrumWhenTheTargetIsNotBelow() {
        assertThat(Spectrum.threshold(EIGENVALUES, SQUARES)).isZero();
        assertThat(Spectrum.shrink(EIGENVALUES, 100).variance()).isCloseTo(2 * SQUARES, within(1e-12));
    }

    @Test
    void shouldShrinkAlmostAllTheWayWhenTheTargetIsNotPositive() {
        double smallest = 1.5 * SUM * SUM / Spectrum.EQUAL_WEIGHTS;

        for (double target : new double[] {-3, 0, smallest / 2}) {
            WeightedChiSquare shrunk = Spectrum.shrink(EIGENVALUES, target);
            assertThat(shrunk.mean()).isCloseTo(SUM, within(1e-12));
            assertThat(shrunk.variance()).isCloseTo(2 * smallest, within(1e-10));
        }
    }

    @Test
    void shouldHaveNoWeightsWithoutEigenvalues() {
        assertThat(Spectrum.shrink(new double[0], 0).mean()).isZero();
        assertThat(Spectrum.shrink(new double[3], 0).mean()).isZero();
    }

    @Test
    void shouldOrderEigenvaluesAndHideRounding() {
        double[][] rankOne = {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}};

        double[] eigenvalues = Spectrum.eigenvalues(rankOne);

        assertThat(eigenvalues[0]).isCloseTo(14, within(1e-12));
        assertThat(eigenvalues[1]).isBetween(0.0, 1e-13);
        assertThat(eigenvalues[2]).isBetween(0.0, eigenvalues[1]);
    }
}
