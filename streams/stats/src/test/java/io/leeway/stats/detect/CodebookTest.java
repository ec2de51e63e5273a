/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodebookTest {

    @Test
    void shouldAgreeWithAnIndependentLloyd() {
        List<float[]> points = new ArrayList<>();
        List<float[]> initial = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (String[] row : Golden.rows("k-means.csv")) {
            double[] numbers = Golden.numbers(row, 1);
            switch (row[0]) {
                case "point" -> points.add(vector(numbers[0], numbers[1], numbers[2]));
                case "initial" -> initial.add(vector(numbers));
                default -> expected.add(numbers);
            }
        }

        float[][] centroids = KMeans.lloyd(points.toArray(float[][]::new), initial.toArray(float[][]::new));

        assertThat(centroids).hasDimensions(expected.size(), 3);
        for (int j = 0; j < centroids.length; j++) {
            for (int d = 0; d < 3; d++) {
                assertThat((double) centroids[j][d]).isCloseTo(expected.get(j)[d], within(1e-6));
            }
        }
    }

    @Test
    void shouldFindSeparateGroups() {
        long seed = 5;
        Random random = new Random(seed);
        float[][] vectors = new float[600][20];
        for (int i = 0; i < vectors.length; i++) {
            for (int d = 0; d < 20; d++) {
                vectors[i][d] = (float) (0.05 * random.nextGaussian());
            }
            vectors[i][i % 6] += 1;
        }

        Codebook codebook = Codebook.fit(vectors, 6);

        assertThat(codebook.size()).isEqualTo(6);
        assertThat(codebook.dimension()).isEqualTo(20);
        for (int i = 0; i < vectors.length; i++) {
            assertThat(codebook.nearest(vectors[i]))
                    .as("vector %s, seed %s", i, seed)
                    .isEqualTo(codebook.nearest(vectors[i % 6]));
        }
        assertThat(Arrays.stream(vectors).limit(6).mapToInt(codebook::nearest).distinct())
                .hasSize(6);
    }

    @Test
    void shouldRepeatItsBits() {
        float[][] vectors = gaussian(new Random(6), 500, 33);
        Codebook one = Codebook.fit(vectors, 40);
        Codebook other = Codebook.fit(vectors.clone(), 40);

        for (int j = 0; j < 40; j++) {
            assertThat(one.centroid(j)).containsExactly(other.centroid(j));
        }
    }

    @Test
    void shouldMeasureTheDistanceToTheNearest() {
        float[][] vectors = gaussian(new Random(7), 300, 7);
        Codebook codebook = Codebook.fit(vectors, 10);

        for (float[] vector : gaussian(new Random(8), 100, 7)) {
            double smallest = Double.POSITIVE_INFINITY;
            int nearest = -1;
            for (int j = 0; j < codebook.size(); j++) {
                double distance = 0;
                for (int d = 0; d < 7; d++) {
                    distance += StrictMath.pow((double) vector[d] - codebook.centroid(j)[d], 2);
                }
                if (distance < smallest) {
                    smallest = distance;
                    nearest = j;
                }
            }
            assertThat(codebook.nearest(vector)).isEqualTo(nearest);
            assertThat(codebook.squaredDistance(vector)).isCloseTo(smallest, within(1e-12));
        }
    }

    @Test
    void shouldHaveOneCentroidForEachDifferentVector() {
        float[][] vectors = new float[30][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = i % 3 == 0 ? vector(1, 0) : i % 3 == 1 ? vector(0, 1) : vector(0, 0);
        }

        Codebook codebook = Codebook.fit(vectors, 12);

        assertThat(codebook.size()).isEqualTo(3);
        for (float[] vector : vectors) {
            assertThat(codebook.squaredDistance(vector)).isZero();
        }
        assertThat(Codebook.fit(new float[][] {vector(0.6, 0.8)}, 64).size()).isEqualTo(1);
    }

    @Test
    void shouldRefillAnEmptyCluster() {
        // The second centroid starts behind the first, so every vector is nearer to another one.
        float[][] vectors = {vector(0), vector(1), vector(10), vector(11), vector(30)};
        float[][] centroids = KMeans.lloyd(vectors, new float[][] {vector(2), vector(-50), vector(9)});

        assertThat(Arrays.stream(centroids).map(c -> c[0])).containsExactlyInAnyOrder(0.5f, 10.5f, 30f);
    }

    @Test
    void shouldTakeTheFirstOfEquallyNearCentroids() {
        Codebook codebook = Codebook.fit(new float[][] {vector(-1), vector(1)}, 2);

        assertThat(codebook.nearest(vector(0))).isZero();
    }

    @Test
    void shouldRefuseWhatHasNoDistance() {
        Codebook codebook = Codebook.fit(new float[][] {vector(1, 2)}, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codebook.fit(new float[0][], 3))
                .withMessageContaining("number of vectors is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codebook.fit(new float[][] {vector(1)}, 0))
                .withMessageContaining("clusters is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codebook.fit(new float[][] {vector(1), vector(1, 2)}, 2))
                .withMessageContaining("dimension of a vector is 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codebook.nearest(vector(1, Double.NaN)))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codebook.squaredDistance(vector(1)))
                .withMessageContaining("must be 2");
    }

    private static float[][] gaussian(Random random, int size, int dimension) {
        float[][] vectors = new float[size][dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    private static float[] vector(double... components) {
        float[] vector = new float[components.length];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) components[d];
        }
        return vector;
    }
}
