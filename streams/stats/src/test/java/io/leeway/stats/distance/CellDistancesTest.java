/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.GoldenFile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellDistancesTest {
    private static final CellDistances NONE = new CellDistances(0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void shouldAgreeWithScipy() {
        List<String[]> rows = GoldenFile.rows(CellDistancesTest.class, "cells.csv");
        assertThat(rows).hasSize(8);
        for (String[] row : rows) {
            CellDistances actual = CellDistances.of(
                    GoldenFile.numbers(row[1]), GoldenFile.numbers(row[2]), Double.parseDouble(row[0]));

            double[] values = {
                actual.psi(),
                actual.psiCorrected(),
                actual.jensenShannon(),
                actual.jensenShannonCorrected(),
                actual.hellinger(),
                actual.totalVariation(),
                actual.totalVariationCorrected(),
                actual.chebyshev(),
                actual.chiSquare()
            };
            for (int i = 0; i < values.length; i++) {
                double expected = Double.parseDouble(row[3 + i]);
                assertThat(values[i])
                        .as("value %s of %s", i, String.join(",", row))
                        .isCloseTo(expected, within(1e-14 + 1e-12 * expected));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 5000, 500, 1", "10, 2000, 1000, 1", "5, 3000, 300, 1", "10, 6000, 900, 3"})
    void shouldMeasureNothingBeyondChanceWhereNothingChanged(int cells, int n, int m, int copies) {
        long seed = 11;
        Random random = new Random(seed);
        int repetitions = 600;
        double chance = copies * (cells - 1) * (1.0 / n + 1.0 / m);
        double psi = 0;
        double divergence = 0;
        double variation = 0;
        double excess = 0;
        double psiCorrected = 0;
        for (int i = 0; i < repetitions; i++) {
            CellDistances distances =
                    CellDistances.of(counts(random, cells, n, copies), counts(random, cells, m, copies), copies);
            psi += distances.psi() / repetitions;
            psiCorrected += distances.psiCorrected() / repetitions;
            divergence += distances.jensenShannon() * distances.jensenShannon() / repetitions;
            variation += distances.totalVariation() / repetitions;
            excess += distances.totalVariationCorrected() / repetitions;
        }
        assertThat(psi).as("mean PSI, seed %s", seed).isCloseTo(chance, within(0.08 * chance));
        assertThat(divergence * 8 * Math.log(2))
                .as("mean squared Jensen-Shannon distance, seed %s", seed)
                .isCloseTo(chance, within(0.08 * chance));
        // The positive part of a centred chi-square of B - 1 degrees over B - 1: .19 for 10 cells, .27 for 5.
        assertThat(psiCorrected).as("mean corrected PSI, seed %s", seed).isBetween(0.1 * chance, 0.32 * chance);
        assertThat(excess).as("mean corrected variation, seed %s", seed).isLessThan(0.2 * variation);
    }

    @Test
    void shouldMeasureALargeChangeWithoutBias() {
        long seed = 12;
        Random random = new Random(seed);
        double[] p = {0.4, 0.3, 0.2, 0.1};
        double[] q = {0.1, 0.2, 0.3, 0.4};
        double truth = 0;
        for (int i = 0; i < p.length; i++) {
            truth += (q[i] - p[i]) * Math.log(q[i] / p[i]);
        }
        double mean = 0;
        for (int i = 0; i < 500; i++) {
            mean += CellDistances.of(draw(random, p, 2000), draw(random, q, 200), 1)
                            .psiCorrected()
                    / 500;
        }
        assertThat(mean).as("seed %s", seed).isCloseTo(truth, within(0.02 * truth));
    }

    @Test
    void shouldNotSeeCellsThatAreEmptyOnBothSides() {
        CellDistances padded = CellDistances.of(new double[] {0, 5, 0, 9, 0}, new double[] {0, 8, 0, 1, 0}, 1.5);

        assertThat(padded).isEqualTo(CellDistances.of(new double[] {5, 9}, new double[] {8, 1}, 1.5));
        assertThat(padded.psiCorrected()).isPositive();
    }

    @Test
    void shouldBeSymmetricWhereTheDistanceIs() {
        double[] one = {70, 20, 0, 10};
        double[] other = {10, 40, 40, 10};
        CellDistances forward = CellDistances.of(one, other, 1);
        CellDistances backward = CellDistances.of(other, one, 1);

        assertThat(backward.psi()).isCloseTo(forward.psi(), within(1e-12));
        assertThat(backward.jensenShannon()).isCloseTo(forward.jensenShannon(), within(1e-12));
        assertThat(backward.chiSquare()).isCloseTo(forward.chiSquare(), within(1e-9));
        assertThat(forward.totalVariation()).isCloseTo(0.6, within(1e-12));
        assertThat(forward.chebyshev()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void shouldBeLargestForDistributionsWithoutCommonCells() {
        CellDistances apart = CellDistances.of(new double[] {30, 70, 0, 0}, new double[] {0, 0, 8, 2}, 1);

        assertThat(apart.jensenShannon()).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
        assertThat(apart.hellinger()).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
        assertThat(apart.totalVariation()).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
        assertThat(apart.psi()).isFinite().isGreaterThan(1);
    }

    @Test
    void shouldBeZeroWithoutValuesOrWithOneCommonValue() {
        double[] some = {3, 4};
        double[] none = {0, 0};

        assertThat(CellDistances.of(none, some, 1)).isEqualTo(NONE);
        assertThat(CellDistances.of(some, none, 1)).isEqualTo(NONE);
        assertThat(CellDistances.of(new double[0], new double[0], 1)).isEqualTo(NONE);
        assertThat(CellDistances.of(new double[] {0, 400}, new double[] {0, 60}, 1))
                .isEqualTo(NONE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void shouldRefuseWhatIsNoCount(double count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellDistances.of(new double[] {1, count}, new double[] {1, 2}, 1))
                .withMessageContaining("reference")
                .withMessageContaining("" + count);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellDistances.of(new double[] {1, 2}, new double[] {count, 2}, 1))
                .withMessageContaining("window")
                .withMessageContaining("" + count);
    }

    @Test
    void shouldRefuseMoreThanADoubleCounts() {
        double[] many = {1, 1e16};
        double[] few = {1, 2};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellDistances.of(many, few, 1))
                .withMessageContaining("total reference count is 1.0E16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellDistances.of(few, many, 1))
                .withMessageContaining("total window count");
    }

    @Test
    void shouldRefuseOtherCellsAndImpossibleDesignEffects() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellDistances.of(new double[2], new double[3], 1))
                .withMessageContaining("number of window cells is 3 but must be 2");
        for (double deff : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CellDistances.of(new double[2], new double[2], deff))
                    .withMessageContaining("deff is " + deff);
        }
    }

    /** Counts of values that come in groups of equal ones. */
    private static double[] counts(Random random, int cells, int values, int copies) {
        double[] counts = new double[cells];
        for (int i = 0; i < values; i += copies) {
            counts[random.nextInt(cells)] += copies;
        }
        return counts;
    }

    private static double[] draw(Random random, double[] shares, int values) {
        double[] counts = new double[shares.length];
        for (int i = 0; i < values; i++) {
            double at = random.nextDouble();
            int cell = 0;
            for (; cell + 1 < shares.length && at >= shares[cell]; cell++) {
                at -= shares[cell];
            }
            counts[cell]++;
        }
        return counts;
    }
}
