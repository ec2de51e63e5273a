/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurstinessTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "5, 1", "9, 1", "10, 2", "23, 4", "200, 40"})
    void shouldDivideAWindowIntoFive(int window, int subBlock) {
        assertThat(Burstiness.subBlockEntries(window)).isEqualTo(subBlock);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 20, 23})
    void shouldAgreeWithTheFormulaForRho(int window) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[][] sums = noise(random, window, 3);
            double[] counts =
                    random.doubles(window, 1, 9).map(StrictMath::floor).toArray();
            int length = StrictMath.max(1, window / 5);
            int blocks = StrictMath.min(5, window);
            double[] differences = new double[blocks - 1];
            for (int i = 0; i < blocks - 1; i++) {
                int start = window - blocks * length + i * length;
                differences[i] = slowDifference(sums, counts, start, start + length, length);
            }
            Arrays.sort(differences);
            double mean =
                    Arrays.stream(differences).limit(blocks - 2L).average().orElse(0);

            assertThat(Burstiness.rho(sums, counts, 0.01))
                    .as("seed %s", seed)
                    .isCloseTo(StrictMath.max(1, mean / 0.01), within(1e-9));
        }
    }

    @Test
    void shouldAgreeWithTheFormulaForTheBaseline() {
        long seed = 3;
        Random random = new Random(seed);
        double[][] sums = noise(random, 43, 4);
        double[] counts = random.doubles(43, 1, 9).map(StrictMath::floor).toArray();
        double expected = 0;
        for (int i = 0; i < 9; i++) {
            expected += slowDifference(sums, counts, 4 * i, 4 * i + 4, 4) / 9;
        }

        assertThat(Burstiness.baseline(sums, counts, 4)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void shouldNotExcuseAChangeInsideTheWindow() {
        double[][] sums = {{1, 0}, {-1, 0}, {1, 0}, {101, 0}, {99, 0}};
        double[] counts = {10, 10, 10, 10, 10};

        assertThat(Burstiness.rhoOfSubBlocks(sums, counts, 0.2)).isCloseTo(1, within(1e-12));
        assertThat(Burstiness.rhoOfSubBlocks(sums, counts, 0.1)).isCloseTo(2, within(1e-12));
    }

    @Test
    void shouldSkipSubBlocksWithoutEvents() {
        double[][] sums = {{0}, {0}, {2}, {0}, {2}};

        assertThat(Burstiness.rhoOfSubBlocks(sums, new double[] {1, 0, 1, 1, 1}, 1))
                .isEqualTo(2);
        assertThat(Burstiness.rhoOfSubBlocks(sums, new double[] {1, 0, 1, 0, 0}, 1))
                .isEqualTo(1);
    }

    @Test
    void shouldBeNeutralWithoutEvidence() {
        assertThat(Burstiness.rho(new double[0][], new double[0], 1)).isEqualTo(1);
        assertThat(Burstiness.rho(new double[][] {{5}}, new double[] {1}, 1)).isEqualTo(1);
        assertThat(Burstiness.rho(new double[][] {{5}, {0}, {5}}, new double[] {1, 1, 1}, 0))
                .isEqualTo(1);
        assertThat(Burstiness.baseline(new double[][] {{5}}, new double[] {1}, 1))
                .isZero();
        assertThat(Burstiness.leaveWindowOut(new double[][] {{5}, {1}}, new double[] {1, 1}, 2))
                .isEmpty();
        assertThat(Burstiness.kappa(new double[0], BlockNull.of(new double[][] {{1}, {2}}, new double[] {1, 1})))
                .isEqualTo(1);
        assertThat(Burstiness.kappa(new double[] {9}, BlockNull.of(new double[0][], new double[0])))
                .isEqualTo(1);
    }

    @Test
    void shouldAgreeWithTheFormulaForLeaveWindowOut() {
        long seed = 8;
        Random random = new Random(seed);
        int entries = 30;
        double[][] sums = noise(random, entries, 3);
        double[] counts = random.doubles(entries, 0, 5).map(StrictMath::floor).toArray();
        for (int window : new int[] {1, 4, 29}) {
            double[] statistics = Burstiness.leaveWindowOut(sums, counts, window);
            int next = 0;
            for (int start = 0; start + window <= entries; start++) {
                double[] inside = new double[3];
                double[] outside = new double[3];
                double n = 0;
                double m = 0;
                for (int i = 0; i < entries; i++) {
                    boolean in = i >= start && i < start + window;
                    Vectors.add(in ? inside : outside, sums[i]);
                    n += in ? counts[i] : 0;
                    m += in ? 0 : counts[i];
                }
                if (n > 0) {
                    double expected = n * m / (n + m) * Vectors.squaredMeanDistance(inside, n, outside, m);
                    assertThat(statistics[next++])
                            .as("seed %s, window %s from %s", seed, window, start)
                            .isCloseTo(expected, within(1e-10 * (1 + expected)));
                }
            }
            assertThat(statistics).hasSize(next);
        }
    }

    @Test
    void shouldRelateLeaveOutStatisticsToTheNull() {
        double[][] sums = {{1}, {3}, {1}, {3}};
        BlockNull reference = BlockNull.of(sums, new double[] {1, 1, 1, 1});

        assertThat(Burstiness.kappa(new double[] {4, 8}, reference)).isCloseTo(6 / (4.0 / 3), within(1e-12));
        assertThat(Burstiness.kappa(new double[] {0.5}, reference)).isEqualTo(1);
    }

    @Test
    void shouldRefuseImpossibleInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Burstiness.subBlockEntries(0))
                .withMessageContaining("windowEntries is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Burstiness.rho(new double[][] {{1}}, new double[] {1}, -0.5))
                .withMessageContaining("baseline is -0.5");
    }

    private static double slowDifference(double[][] sums, double[] counts, int a, int b, int length) {
        double squared = 0;
        double n = Arrays.stream(counts, a, a + length).sum();
        double m = Arrays.stream(counts, b, b + length).sum();
        for (int k = 0; k < sums[0].length; k++) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < length; i++) {
                x += sums[a + i][k];
                y += sums[b + i][k];
            }
            squared += (x / n - y / m) * (x / n - y / m);
        }
        return squared / (1 / n + 1 / m);
    }

    private static double[][] noise(Random random, int rows, int columns) {
        double[][] noise = new double[rows][columns];
        for (double[] row : noise) {
            Arrays.setAll(row, k -> random.nextGaussian());
        }
        return noise;
    }
}
