/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockNullTest {

    @ParameterizedTest
    @ValueSource(strings = {"wide", "tall", "forced"})
    void shouldAgreeWithNumpy(String name) {
        List<String[]> rows = Golden.rows("block-null.csv").stream()
                .filter(row -> row[0].equals(name))
                .toList();
        double[][] entries = rows.stream()
                .filter(row -> row[1].equals("entry"))
                .map(row -> Golden.numbers(row, 2))
                .toArray(double[][]::new);
        double[] counts = Arrays.stream(entries).mapToDouble(row -> row[0]).toArray();
        double[][] sums = Arrays.stream(entries)
                .map(row -> Arrays.copyOfRange(row, 1, row.length))
                .toArray(double[][]::new);
        int length = (int) values(rows, "length")[0];

        BlockNull reference = BlockNull.of(sums, counts, length);
        double[] eigenvalues = BlockMoments.of(Blocks.of(sums, counts, reference.mean(), length))
                .eigenvalues();

        double[] moments = values(rows, "moments");
        double[] expectedEigenvalues = values(rows, "eigenvalues");
        double[] shrink = values(rows, "shrink");
        assertThat(reference.blockEntries()).isEqualTo(length);
        assertThat(reference.blocks()).isEqualTo(sums.length / length);
        assertThat(reference.mean()).containsExactly(values(rows, "mean"), within(1e-12));
        assertThat(reference.c1()).isCloseTo(moments[0], relative(moments[0]));
        assertThat(reference.c2()).isCloseTo(moments[1], relative(moments[1]));
        assertThat(reference.c3()).isCloseTo(moments[2], relative(moments[2]));
        assertThat(reference.phi()).isCloseTo(moments[3], relative(moments[3]));
        assertThat(Arrays.copyOf(eigenvalues, expectedEigenvalues.length))
                .containsExactly(expectedEigenvalues, relative(expectedEigenvalues[0]));
        assertThat(Spectrum.threshold(eigenvalues, reference.c2())).isCloseTo(shrink[0], within(1e-7 * shrink[0]));
        assertThat(reference.distribution().mean()).isCloseTo(moments[0], relative(moments[0]));
        assertThat(reference.distribution().variance()).isCloseTo(2 * moments[1], relative(2 * moments[1]));
    }

    @Test
    void shouldAgreeWithSumsOverDistinctIndices() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            int entries = 3 + random.nextInt(14);
            int dimension = 1 + random.nextInt(12);
            double[] counts =
                    random.doubles(entries, 1, 20).map(StrictMath::floor).toArray();
            double[][] sums = noise(random, entries, dimension);

            BlockNull reference = BlockNull.of(sums, counts);

            double[] slow = slowMoments(sums, counts);
            assertThat(reference.c1()).as("c1, seed %s", seed).isCloseTo(slow[0], within(1e-10 * slow[0]));
            assertThat(reference.c2()).as("c2, seed %s", seed).isCloseTo(slow[1], within(1e-10 * slow[0] * slow[0]));
            assertThat(reference.c3())
                    .as("c3, seed %s", seed)
                    .isCloseTo(slow[2], within(1e-10 * slow[0] * slow[0] * slow[0]));
            assertThat(reference.distribution().mean()).isCloseTo(slow[0], within(1e-5 * slow[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 1, 1", "287, 1, 1", "288, 2, 1", "800, 4, 4", "2304, 16, 8", "10000, 32, 32"})
    void shouldChooseTheBlockLengthByRule(int entries, int dependent, int independent) {
        Random random = new Random(entries);
        double[][] white = noise(random, entries, 8);
        double[][] wandering = new double[entries][8];
        for (int i = 1; i < entries; i++) {
            for (int k = 0; k < 8; k++) {
                wandering[i][k] = 0.9 * wandering[i - 1][k] + white[i][k];
            }
        }
        double[] counts = new double[entries];
        Arrays.fill(counts, 10);

        BlockNull reference = BlockNull.of(wandering, counts);
        // Alternating signs: longer blocks vary less, so phi is one and the rule keeps single entries.
        double[][] alternating = new double[entries][1];
        for (int i = 0; i < entries; i++) {
            alternating[i][0] = (i % 2 == 0 ? 1 : -1) * (1 + 0.1 * white[i][0]);
        }

        assertThat(reference.blockEntries()).isEqualTo(dependent);
        assertThat(reference.blocks()).isEqualTo(entries / dependent).isLessThanOrEqualTo(BlockNull.MAX_BLOCKS);
        assertThat(reference.phi()).isGreaterThan(1);
        assertThat(BlockNull.chooseBlockEntries(wandering, counts)).isEqualTo(dependent);
        assertThat(BlockNull.chooseBlockEntries(alternating, counts)).isEqualTo(independent);
        assertThat(BlockNull.of(alternating, counts).phi()).isEqualTo(1);
    }

    @Test
    void shouldUseLongerBlocksWhenTold() {
        double[][] sums = noise(new Random(1), 100, 3);
        double[] counts = new double[100];
        Arrays.fill(counts, 4);

        BlockNull reference = BlockNull.of(sums, counts, 7);

        assertThat(reference.blockEntries()).isEqualTo(7);
        assertThat(reference.blocks()).isEqualTo(14);
        assertThat(reference.events()).isEqualTo(400);
    }

    @Test
    void shouldIgnoreEntriesWithoutEvents() {
        double[][] sums = noise(new Random(2), 40, 3);
        double[] counts = new double[40];
        Arrays.fill(counts, 4);
        double[][] sparse = new double[80][3];
        double[] sparseCounts = new double[80];
        for (int i = 0; i < 40; i++) {
            sparse[2 * i] = sums[i];
            sparseCounts[2 * i] = 4;
        }

        BlockNull reference = BlockNull.of(sparse, sparseCounts);

        assertThat(reference.blocks()).isEqualTo(40);
        assertThat(reference.c1()).isEqualTo(BlockNull.of(sums, counts).c1());
    }

    @Test
    void shouldBeDegenerateWithoutVariationOrBlocks() {
        double[][] constant = new double[50][];
        double[] counts = new double[50];
        for (int i = 0; i < 50; i++) {
            counts[i] = 1 + i % 7;
            constant[i] = new double[] {0.1 * counts[i], counts[i] / 3, 0};
        }
        List<BlockNull> references = List.of(
                BlockNull.of(constant, counts),
                BlockNull.of(new double[0][], new double[0]),
                BlockNull.of(new double[5][2], new double[5]),
                BlockNull.of(new double[][] {{1, 2}}, new double[] {3}),
                BlockNull.of(new double[][] {{1}, {2}, {5}}, new double[] {1, 1, 1}, 2),
                BlockNull.of(new double[4][0], new double[] {1, 1, 1, 1}));

        assertThat(references).allSatisfy(reference -> {
            assertThat(reference.degenerate()).isTrue();
            assertThat(reference.c1() + reference.c2() + reference.c3()).isZero();
            assertThat(reference.phi()).isEqualTo(1);
            assertThat(reference.deff(0.5)).isEqualTo(1);
            assertThat(reference.mean()).doesNotContain(Double.NaN);
            assertThat(reference.distribution().mean()).isZero();
        });
        assertThat(BlockNull.of(new double[][] {{1}, {2}}, new double[] {1, 1}).degenerate())
                .isFalse();
    }

    @Test
    void shouldGiveTheDesignEffect() {
        BlockNull reference = BlockNull.of(new double[][] {{1}, {3}, {1}, {3}}, new double[] {1, 1, 1, 1});

        assertThat(reference.c1()).isCloseTo(4.0 / 3, within(1e-15));
        assertThat(reference.deff(0.5)).isCloseTo(8.0 / 3, within(1e-15));
        assertThat(reference.deff(0)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNotAReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNull.of(new double[][] {{1}, {Double.NaN}}, new double[] {1, 1}))
                .withMessageContaining("entry 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNull.of(new double[][] {{1}, {1}}, new double[] {1, -1}))
                .withMessageContaining("count of entry 1 is -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNull.of(new double[][] {{1}, {1, 2}}, new double[] {1, 1}))
                .withMessageContaining("dimension of entry 1 is 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNull.of(new double[][] {{1}, {1}}, new double[] {1}))
                .withMessageContaining("number of counts is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockNull.of(new double[][] {{1}}, new double[] {1}, 0))
                .withMessageContaining("minimumBlockEntries is 0");
    }

    /** The formulas as they are printed. */
    private static double[] slowMoments(double[][] sums, double[] counts) {
        int blocks = sums.length;
        int dimension = sums[0].length;
        double events = Arrays.stream(counts).sum();
        double[][] residuals = new double[blocks][dimension];
        for (int k = 0; k < dimension; k++) {
            double mean = 0;
            for (double[] row : sums) {
                mean += row[k] / events;
            }
            for (int j = 0; j < blocks; j++) {
                residuals[j][k] = sums[j][k] - counts[j] * mean;
            }
        }
        double[] moments = new double[3];
        for (int i = 0; i < blocks; i++) {
            moments[0] += Vectors.dot(residuals[i], residuals[i]);
            for (int j = 0; j < blocks; j++) {
                for (int k = 0; k < blocks && i != j; k++) {
                    double ij = Vectors.dot(residuals[i], residuals[j]);
                    if (k == 0) {
                        moments[1] += ij * ij;
                    }
                    if (k != i && k != j) {
                        moments[2] +=
                                ij * Vectors.dot(residuals[j], residuals[k]) * Vectors.dot(residuals[k], residuals[i]);
                    }
                }
            }
        }
        double b = blocks;
        return new double[] {
            b / (b - 1) * moments[0] / events,
            b / (b - 1) * moments[1] / (events * events),
            b * b / ((b - 1) * (b - 2)) * moments[2] / (events * events * events)
        };
    }

    private static double[][] noise(Random random, int rows, int columns) {
        double[][] noise = new double[rows][columns];
        for (double[] row : noise) {
            Arrays.setAll(row, k -> random.nextGaussian());
        }
        return noise;
    }

    private static double[] values(List<String[]> rows, String kind) {
        return rows.stream()
                .filter(row -> row[1].equals(kind))
                .map(row -> Golden.numbers(row, 2))
                .findFirst()
                .orElseThrow();
    }

    private static Offset<Double> relative(double expected) {
        return within(1e-9 * StrictMath.abs(expected));
    }
}
