/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelFeatureMapTest {

    private static final int DIMENSION = 384;
    private static final double SIGMA_SQUARED = 1.35;
    private static final FeatureMapId ID = FeatureMapId.standard("minilm", "c0ffee", DIMENSION, SIGMA_SQUARED);

    private final KernelFeatureMap map = new KernelFeatureMap(ID);

    @Test
    void shouldGiveTheSameBitsForEver() throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= 5; seed++) {
            for (double feature : map.apply(fixedVector(seed))) {
                sha256.update(
                        ByteBuffer.allocate(Double.BYTES).putDouble(feature).array());
            }
        }

        assertThat(HexFormat.of().formatHex(sha256.digest()))
                .isEqualTo("6fb6239f2d794629b41a9811c85e0e89b62cd5106bbd5db6d2ec0562c40e1349");
    }

    @Test
    void shouldGiveTheSameBitsOnceCompiled() {
        float[] x = fixedVector(3);
        double[] first = map.apply(x);
        double[] later = first;
        for (int i = 0; i < 20_000; i++) {
            later = map.apply(x);
        }

        assertThat(later).containsExactly(first);
    }

    @Test
    void shouldHaveLengthOne() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            double[] z = map.apply(unitVector(random, DIMENSION));

            assertThat(dot(z, z)).isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"384, 512, 1.35", "384, 512, 0.4", "50, 512, 1.0", "768, 1024, 1.35"})
    void shouldApproximateTheGaussianKernel(int dimension, int features, double sigmaSquared) {
        KernelFeatureMap some =
                new KernelFeatureMap(new FeatureMapId("m", "", dimension, features, sigmaSquared, 5, 1));
        Random random = new Random(13);
        double errors = 0;
        double squares = 0;
        int pairs = 400;
        for (int i = 0; i < pairs; i++) {
            float[] x = unitVector(random, dimension);
            float[] y = towards(x, unitVector(random, dimension), random.nextDouble());
            double kernel = StrictMath.exp(-squaredDistance(x, y) / (2 * sigmaSquared));

            double error = dot(some.apply(x), some.apply(y)) - kernel;

            // One feature has variance at most 1/2; 4.5 standard errors of the mean of m
            assertThat(Math.abs(error)).isLessThan(4.5 * Math.sqrt(0.5 / (features / 2.0)));
            errors += error;
            squares += error * error;
        }
        assertThat(errors / pairs).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(squares / pairs)).isLessThan(Math.sqrt(0.5 / (features / 2.0)));
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "300, 512", "16, 32", "100, 20", "1, 2", "3, 64"})
    void shouldHaveOrthogonalFrequenciesOfEqualLength(int dimension, int features) {
        int width = Math.max(Integer.highestOneBit(2 * dimension - 1), Integer.highestOneBit(features - 1));
        // As many inputs as the padded width, so that the rows are seen whole
        KernelFeatureMap some = new KernelFeatureMap(new FeatureMapId("m", "", width, features, SIGMA_SQUARED, 17, 1));
        int rows = features / 2;
        double[][] w = new double[rows][width];
        for (int column = 0; column < width; column++) {
            float[] basis = new float[width];
            basis[column] = 1;
            double[] angles = some.project(basis);
            for (int row = 0; row < rows; row++) {
                w[row][column] = angles[row];
            }
        }

        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double expected = i == j ? width / SIGMA_SQUARED : 0;
                assertThat(dot(w[i], w[j])).isCloseTo(expected, within(1e-9 * width));
            }
        }
    }

    @Test
    void shouldAddRoundedFeatures() {
        Random random = new Random(19);
        long[] sums = new long[ID.features()];
        long[] expected = new long[ID.features()];
        for (int event = 0; event < 50; event++) {
            float[] x = unitVector(random, DIMENSION);
            double[] z = map.apply(x);
            for (int i = 0; i < z.length; i++) {
                expected[i] += Math.round(z[i] * 0x1p32);
            }

            map.addTo(x, sums);
        }

        assertThat(sums).containsExactly(expected);
    }

    @Test
    void shouldAcceptTheZeroVector() {
        double[] z = map.apply(new float[DIMENSION]);

        assertThat(z[0]).isEqualTo(0.0625);
        assertThat(z[256]).isZero();
    }

    @Test
    void shouldRefuseVectorsItCannotMapAndLeaveTheSumsAlone() {
        long[] sums = new long[ID.features()];
        float[] nan = new float[DIMENSION];
        nan[7] = Float.NaN;
        float[] infinite = new float[DIMENSION];
        infinite[9] = Float.NEGATIVE_INFINITY;
        float[] tooLong = new float[DIMENSION];
        tooLong[0] = 1e9f;

        assertThatThrownBy(() -> map.addTo(new float[383], sums))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("383")
                .hasMessageContaining("384");
        assertThatThrownBy(() -> map.addTo(nan, sums))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 7")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> map.addTo(infinite, sums))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 9")
                .hasMessageContaining("-Infinity");
        assertThatThrownBy(() -> map.addTo(tooLong, sums))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length 1.0E9");
        assertThat(sums).containsOnly(0);
        assertThatThrownBy(() -> map.addTo(new float[DIMENSION], new long[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 sums");
    }

    @Test
    void shouldRefuseAVersionItDoesNotKnow() {
        FeatureMapId newer = new FeatureMapId("m", "c", 3, 4, 1, 0, 2);

        assertThatThrownBy(() -> new KernelFeatureMap(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2");
    }

    /** Integers divided by a power of two: the same floats everywhere. */
    private static float[] fixedVector(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        float[] x = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            x[i] = (random.next() >> 44) / (float) (1 << 23);
        }
        return x;
    }

    private static float[] unitVector(Random random, int dimension) {
        double[] gaussian =
                random.doubles(dimension).map(u -> random.nextGaussian()).toArray();
        double norm = Math.sqrt(dot(gaussian, gaussian));
        float[] x = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            x[i] = (float) (gaussian[i] / norm);
        }
        return x;
    }

    private static float[] towards(float[] x, float[] y, double share) {
        double[] mixed = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            mixed[i] = (1 - share) * x[i] + share * y[i];
        }
        double norm = Math.sqrt(dot(mixed, mixed));
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = (float) (mixed[i] / norm);
        }
        return result;
    }

    private static double squaredDistance(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
        }
        return sum;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
