/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Side by side or one after another, the bits are the same. */
class ColumnsTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 15, 16, 17, 30, 384})
    void givesTheBitsOfOneSumAfterAnother(int dimension) {
        float[][] vectors = vectors(37, dimension);
        float[] x = vectors(1, dimension)[0];

        double[] dots = Columns.of(vectors).dots(x);
        double[] distances = Columns.of(vectors, 5, 30).squaredDistances(x);

        for (int j = 0; j < vectors.length; j++) {
            assertThat(dots[j]).isEqualTo(Codebook.dot(x, vectors[j]));
        }
        for (int j = 0; j < distances.length; j++) {
            assertThat(distances[j]).isEqualTo(Codebook.squaredDistance(x, vectors[5 + j]));
        }
    }

    private float[][] vectors(int size, int dimension) {
        float[][] vectors = new float[size][dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }
}
