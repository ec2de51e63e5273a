/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhiteningTest {

    private static double[][] rows(long seed, int number, int dimension, double[] shift) {
        Random random = new Random(seed);
        double[][] rows = new double[number][dimension];
        for (double[] row : rows) {
            for (int d = 0; d < dimension; d++) {
                row[d] = random.nextGaussian() * (d == 0 ? 10 : 1) + shift[d];
            }
        }
        return rows;
    }

    private static double cosine(double[] x, double[] y) {
        return Witness.dot(x, y) / StrictMath.sqrt(Witness.dot(x, x) * Witness.dot(y, y));
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 4", "2, 4, 40", "3, 7, 7"})
    void shouldSolveTheRegularisedSystemWhicheverSideIsSmaller(long seed, int number, int dimension) {
        double[][] rows = rows(seed, number, dimension, new double[dimension]);
        double[] difference = rows(seed + 100, 1, dimension, new double[dimension])[0];

        double[] direction = Whitening.of(rows).direction(difference);

        // (RᵀR + gI)w ∝ d for some g > 0: what is left of d/s − RᵀRw must be a multiple of w.
        double[] image = new double[dimension];
        for (double[] row : rows) {
            double along = Witness.dot(row, direction);
            for (int d = 0; d < dimension; d++) {
                image[d] += along * row[d];
            }
        }
        assertThat(residual(difference, image, direction)).as("seed %s", seed).isLessThan(1e-9);
    }

    /** Squared share of {@code target} outside the plane of the two others. */
    private static double residual(double[] target, double[] one, double[] other) {
        double a = Witness.dot(one, one);
        double b = Witness.dot(one, other);
        double c = Witness.dot(other, other);
        double x = Witness.dot(one, target);
        double y = Witness.dot(other, target);
        double determinant = a * c - b * b;
        double explained = (c * x * x - 2 * b * x * y + a * y * y) / determinant;
        return StrictMath.abs(1 - explained / Witness.dot(target, target));
    }

    @Test
    void shouldTurnAwayFromWhatVariesByChance() {
        Whitening whitening = Whitening.of(rows(4, 200, 5, new double[5]));

        double[] direction = whitening.direction(new double[] {1, 1, 0, 0, 0});

        assertThat(direction[1]).isGreaterThan(1.5 * direction[0]);
    }

    @Test
    void shouldNotTurnAwayFromALastingDifference() {
        double[] shift = {0, 3, 0, 0, 0};
        double[] direction = Whitening.of(rows(5, 400, 5, shift)).direction(shift);

        assertThat(cosine(direction, shift)).isGreaterThan(0.98);
    }

    @Test
    void shouldLeaveDirectionsAloneWhereNothingIsKnown() {
        double[] difference = {1, -2};

        assertThat(Whitening.of(new double[0][]).direction(difference)).containsExactly(difference);
        assertThat(Whitening.of(new double[9][2]).direction(difference)).containsExactly(difference);
        assertThat(Whitening.of(new double[][] {{1}, {2}}).direction(new double[] {3}))
                .containsExactly(new double[] {3}, within(0.0));
    }
}
