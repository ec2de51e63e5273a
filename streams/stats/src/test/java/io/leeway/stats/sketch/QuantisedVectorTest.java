/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantisedVectorTest {

    @Test
    void shouldKeepTheDirectionOfEmbeddings() {
        Random random = new Random(3);
        for (int repeat = 0; repeat < 200; repeat++) {
            float[] vector = new float[384];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (random.nextGaussian() * 0.05);
            }

            float[] decoded = QuantisedVector.of(vector).decode();

            assertThat(dot(decoded, decoded)).isCloseTo(1, within(1e-6));
            assertThat(dot(vector, decoded) / Math.sqrt(dot(vector, vector))).isGreaterThan(0.999);
        }
    }

    @Test
    void shouldKeepTheZeroVectorAndTheSigns() {
        assertThat(QuantisedVector.of(new float[3]).decode()).containsOnly(0);
        assertThat(QuantisedVector.of(new float[] {-2, 0}).decode()).containsExactly(-1, 0);
        assertThat(QuantisedVector.of(new float[] {Float.MIN_VALUE}).decode()).containsExactly(1);
        assertThat(QuantisedVector.of(new float[] {1, 2})).isEqualTo(QuantisedVector.of(new float[] {2, 4}));
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
