/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinCosTest {

    private static final int POINTS = 200_000;
    private static final double BOUND = 1e-11;

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1, 4, 100, 1e4, SinCos.MAX_ANGLE})
    void shouldStayWithinTheErrorBound(double range) {
        Random random = new Random(7);
        double[] angles = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            angles[i] = range * (2 * random.nextDouble() - 1);
        }

        assertThat(largestError(angles)).isLessThan(BOUND);
    }

    @Test
    void shouldStayWithinTheErrorBoundAroundMultiplesOfAQuarterTurn() {
        double[] angles = new double[3 * 20_001];
        for (int i = 0; i < 20_001; i++) {
            double multiple = (i - 10_000) * (StrictMath.PI / 2);
            angles[3 * i] = multiple;
            angles[3 * i + 1] = StrictMath.nextUp(multiple);
            angles[3 * i + 2] = StrictMath.nextDown(multiple);
        }

        assertThat(largestError(angles)).isLessThan(BOUND);
    }

    @Test
    void shouldBeExactAtZero() {
        double[] sin = new double[1];
        double[] cos = new double[1];

        SinCos.sinCos(new double[] {0}, sin, cos, 1);

        assertThat(sin[0]).isZero();
        assertThat(cos[0]).isOne();
    }

    @Test
    void shouldGiveNaNForWhatHasNoAngle() {
        double[] sin = new double[3];
        double[] cos = new double[3];

        SinCos.sinCos(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}, sin, cos, 3);

        assertThat(sin).containsOnly(Double.NaN);
        assertThat(cos).containsOnly(Double.NaN);
    }

    @Test
    void shouldLeaveTheRestOfTheArraysAlone() {
        double[] sin = {9, 9};
        double[] cos = {9, 9};

        SinCos.sinCos(new double[] {1, 1}, sin, cos, 1);

        assertThat(sin[1]).isEqualTo(9);
        assertThat(cos[1]).isEqualTo(9);
        assertThatThrownBy(() -> SinCos.sinCos(new double[1], sin, cos, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double largestError(double[] angles) {
        double[] sin = new double[angles.length];
        double[] cos = new double[angles.length];
        SinCos.sinCos(angles, sin, cos, angles.length);
        double largest = 0;
        for (int i = 0; i < angles.length; i++) {
            largest = Math.max(largest, Math.abs(sin[i] - StrictMath.sin(angles[i])));
            largest = Math.max(largest, Math.abs(cos[i] - StrictMath.cos(angles[i])));
        }
        return largest;
    }
}
