/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialWhiteningTest {

    @ParameterizedTest
    @ValueSource(strings = {"wide", "tall", "many", "flat"})
    void shouldAgreeWithNumpy(String name) {
        List<String[]> rows = Golden.rows("partial-whitening.csv").stream()
                .filter(row -> row[0].equals(name))
                .toList();
        double[][] entries = values(rows, "entry");
        double[] counts = Arrays.stream(entries).mapToDouble(row -> row[0]).toArray();
        double[][] sums = withoutFirst(entries);
        int length = (int) values(rows, "length")[0][0];

        PartialWhitening map = PartialWhitening.fit(sums, counts, length).orElseThrow();

        double[] fit = values(rows, "fit")[0];
        assertThat(map.gamma()).isCloseTo(fit[0], within(1e-9 * fit[0]));
        assertThat(map.directions()).isEqualTo((int) fit[1]);
        assertThat(map.firstCalibrationEntry()).isEqualTo((int) fit[2]);
        assertThat(map.dimension()).isEqualTo(sums[0].length);
        for (double[] row : values(rows, "delta")) {
            double[] delta = Arrays.copyOfRange(row, 1, row.length);
            assertThat(Vectors.squaredNorm(map.apply(delta))).isCloseTo(row[0], within(1e-9 * row[0]));
        }
        double[] moments = values(rows, "null")[0];
        BlockNull reference = calibrate(map, sums, counts, length);
        assertThat(reference.blockEntries()).isEqualTo(length);
        assertThat(reference.c1()).isCloseTo(moments[0], within(1e-9 * moments[0]));
        assertThat(reference.c2()).isCloseTo(moments[1], within(1e-9 * moments[0] * moments[0]));
    }

    @Test
    void shouldAgreeWithTheInverseOfTheWholeCovariance() {
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int dimension = 1 + random.nextInt(20);
            int length = 1 + random.nextInt(3);
            // More blocks than dimensions, so that no direction is left out.
            int half = length * (dimension + 8 + random.nextInt(10));
            double[] counts =
                    random.ints(half + half, 1, 20).mapToDouble(n -> n).toArray();
            double[][] sums = noise(random, counts, dimension);

            PartialWhitening map = PartialWhitening.fit(sums, counts, length).orElseThrow(AssertionError::new);

            RealMatrix inverse = denseInverse(sums, counts, half, length, map.gamma());
            double[] delta = random.doubles(dimension, -1, 1).toArray();
            double expected = Vectors.dot(delta, inverse.operate(delta));
            assertThat(map.firstCalibrationEntry()).as("seed %s", seed).isEqualTo(half);
            assertThat(map.directions()).as("seed %s", seed).isEqualTo(dimension);
            assertThat(Vectors.squaredNorm(map.apply(delta)))
                    .as("seed %s", seed)
                    .isCloseTo(expected, within(1e-10 * expected));
        }
    }

    @Test
    void shouldBeLinearAndNeverLengthenADirection() {
        long seed = 3;
        Random random = new Random(seed);
        double[] counts = filled(60, 8);
        PartialWhitening map =
                PartialWhitening.fit(noise(random, counts, 12), counts, 1).orElseThrow();
        for (int i = 0; i < 20; i++) {
            double[] x = random.doubles(12, -1, 1).toArray();
            double[] y = random.doubles(12, -1, 1).toArray();
            double[] mixed = new double[12];
            Arrays.setAll(mixed, k -> 3 * x[k] - y[k]);

            double[] whole = map.apply(mixed);

            double[] a = map.apply(x);
            double[] b = map.apply(y);
            for (int k = 0; k < 12; k++) {
                assertThat(whole[k]).as("seed %s", seed).isCloseTo(3 * a[k] - b[k], within(1e-11));
            }
            assertThat(Vectors.squaredNorm(a)).isPositive().isLessThan(Vectors.squaredNorm(x) / map.gamma());
        }
    }

    @Test
    void shouldShortenADirectionByItsVariance() {
        // One direction with almost all the variance: γ is close to it, so its squared length is halved against the
        // rest.
        Random random = new Random(5);
        double[] counts = filled(400, 10);
        double[][] sums = new double[400][2];
        for (double[] row : sums) {
            row[0] = 30 * random.nextGaussian();
            row[1] = 0.03 * random.nextGaussian();
        }

        PartialWhitening map = PartialWhitening.fit(sums, counts, 1).orElseThrow();

        double along = Vectors.squaredNorm(map.apply(new double[] {1, 0}));
        double across = Vectors.squaredNorm(map.apply(new double[] {0, 1}));
        assertThat(along / across).as("seed 5").isCloseTo(0.5, within(0.01));
        assertThat(across * map.gamma()).as("seed 5").isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldNotNoticeHowEntriesAreSplit() {
        Random random = new Random(8);
        double[] counts = random.ints(120, 1, 9).mapToDouble(n -> n).toArray();
        // Integers, so that sums are exact whatever their order.
        double[][] sums = noise(random, counts, 10);
        for (double[] row : sums) {
            Arrays.setAll(row, k -> StrictMath.rint(100 * row[k]));
        }
        double[][] joined = new double[40][10];
        double[] joinedCounts = new double[40];
        List<double[]> spread = new ArrayList<>();
        List<Double> spreadCounts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Vectors.add(joined[i / 3], sums[i]);
            joinedCounts[i / 3] += counts[i];
            for (int empty = random.nextInt(3); empty > 0; empty--) {
                spread.add(new double[10]);
                spreadCounts.add(0.0);
            }
            spread.add(sums[i]);
            spreadCounts.add(counts[i]);
        }
        double[] x = random.doubles(10).toArray();

        PartialWhitening split = PartialWhitening.fit(sums, counts, 3).orElseThrow();
        PartialWhitening whole = PartialWhitening.fit(joined, joinedCounts, 1).orElseThrow();
        PartialWhitening holed = PartialWhitening.fit(
                        spread.toArray(double[][]::new),
                        spreadCounts.stream().mapToDouble(Double::doubleValue).toArray(),
                        3)
                .orElseThrow();

        assertThat(whole.apply(x)).containsExactly(split.apply(x));
        assertThat(holed.apply(x)).containsExactly(split.apply(x));
        assertThat(split.firstCalibrationEntry()).isEqualTo(60);
        assertThat(whole.firstCalibrationEntry()).isEqualTo(20);
        assertThat(spread.get(holed.firstCalibrationEntry())).isSameAs(sums[60]);
    }

    @Test
    void shouldHaveNoMapWhereNothingCanBeLearned() {
        Random random = new Random(2);
        double[] counts = filled(60, 5);
        double[][] sums = noise(random, counts, 4);
        double[][] constant = new double[60][];
        for (int i = 0; i < 60; i++) {
            constant[i] = new double[] {0.5, 3.5, 0.1 * 5};
        }
        double[][] lateVariation = constant.clone();
        lateVariation[45] = new double[] {9, 9, 9};

        assertThat(PartialWhitening.fit(new double[0][], new double[0], 1)).isEmpty();
        assertThat(PartialWhitening.fit(new double[60][0], counts, 1)).isEmpty();
        assertThat(PartialWhitening.fit(sums, new double[60], 1)).isEmpty();
        assertThat(PartialWhitening.fit(Arrays.copyOf(sums, 15), filled(15, 5), 1))
                .isEmpty();
        assertThat(PartialWhitening.fit(Arrays.copyOf(sums, 16), filled(16, 5), 1))
                .isPresent();
        assertThat(PartialWhitening.fit(sums, counts, 4)).isEmpty();
        assertThat(PartialWhitening.fit(constant, counts, 1)).isEmpty();
        assertThat(PartialWhitening.fit(lateVariation, counts, 1)).isEmpty();
    }

    @Test
    void shouldSurviveFeaturesThatRepeatEachOther() {
        Random random = new Random(4);
        double[] counts = filled(80, 5);
        double[][] sums = new double[80][6];
        for (double[] row : sums) {
            Arrays.fill(row, 0, 3, random.nextGaussian());
            Arrays.fill(row, 3, 5, random.nextGaussian());
            row[5] = 2.5;
        }

        PartialWhitening map = PartialWhitening.fit(sums, counts, 1).orElseThrow();

        assertThat(map.directions()).isEqualTo(2);
        assertThat(map.apply(sums[3])).doesNotContain(Double.NaN);
        assertThat(calibrate(map, sums, counts, 1).degenerate()).isFalse();
    }

    @Test
    void shouldBoundTheNumberOfBlocks() {
        int entries = 8 * BlockNull.MAX_BLOCKS + 40;
        double[] counts = filled(entries, 3);
        PartialWhitening map =
                PartialWhitening.fit(noise(new Random(6), counts, 3), counts, 1).orElseThrow();

        // Blocks of eight entries, 165 in a half.
        assertThat(map.firstCalibrationEntry() % 8).isZero();
        assertThat(map.firstCalibrationEntry()).isEqualTo(8 * (entries / 8 / 2));
    }

    @Test
    void shouldRefuseWhatIsNotAReference() {
        double[] counts = filled(40, 5);
        double[][] sums = noise(new Random(7), counts, 3);
        double[][] broken = noise(new Random(7), counts, 3);
        broken[17][1] = Double.NaN;
        PartialWhitening map = PartialWhitening.fit(sums, counts, 1).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialWhitening.fit(sums, counts, 0))
                .withMessageContaining("blockEntries is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartialWhitening.fit(broken, counts, 1))
                .withMessageContaining("entry 17 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.apply(new double[4]))
                .withMessageContaining("is 4 but must be 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.apply(new double[] {0, Double.POSITIVE_INFINITY, 0}))
                .withMessageContaining("must be finite");
    }

    private static BlockNull calibrate(PartialWhitening map, double[][] sums, double[] counts, int length) {
        int first = map.firstCalibrationEntry();
        double[][] mapped =
                Arrays.stream(sums, first, sums.length).map(map::apply).toArray(double[][]::new);
        return BlockNull.of(mapped, Arrays.copyOfRange(counts, first, counts.length), length);
    }

    /** (Ω_A + γI)⁻¹ by the definition. */
    private static RealMatrix denseInverse(double[][] sums, double[] counts, int half, int length, double gamma) {
        int dimension = sums[0].length;
        double events = 0;
        double[] mean = new double[dimension];
        for (int i = 0; i < half; i++) {
            events += counts[i];
            Vectors.add(mean, sums[i]);
        }
        RealMatrix covariance = new Array2DRowRealMatrix(dimension, dimension);
        int blocks = half / length;
        for (int j = 0; j < blocks; j++) {
            double[] residual = new double[dimension];
            for (int i = j * length; i < (j + 1) * length; i++) {
                for (int k = 0; k < dimension; k++) {
                    residual[k] += sums[i][k] - counts[i] * mean[k] / events;
                }
            }
            covariance = covariance.add(
                    MatrixUtils.createColumnRealMatrix(residual).multiply(MatrixUtils.createRowRealMatrix(residual)));
        }
        RealMatrix regularised = covariance
                .scalarMultiply(blocks / (blocks - 1.0) / events)
                .add(MatrixUtils.createRealIdentityMatrix(dimension).scalarMultiply(gamma));
        return new LUDecomposition(regularised).getSolver().getInverse();
    }

    private static double[][] noise(Random random, double[] counts, int dimension) {
        double[][] sums = new double[counts.length][dimension];
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < dimension; k++) {
                sums[i][k] = (counts[i] + StrictMath.sqrt(counts[i]) * random.nextGaussian()) / (1 + k);
            }
        }
        return sums;
    }

    private static double[] filled(int size, double value) {
        double[] result = new double[size];
        Arrays.fill(result, value);
        return result;
    }

    private static double[][] values(List<String[]> rows, String kind) {
        return rows.stream()
                .filter(row -> row[1].equals(kind))
                .map(row -> Golden.numbers(row, 2))
                .toArray(double[][]::new);
    }

    private static double[][] withoutFirst(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, 1, row.length))
                .toArray(double[][]::new);
    }
}
