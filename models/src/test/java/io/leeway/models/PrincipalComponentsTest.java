/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    private static final long SEED = 11L;

    @Test
    void shouldFindTheDirectionThatMovesMost() {
        List<float[]> vectors =
                List.of(new float[] {4, 5}, new float[] {-2, -1}, new float[] {2, 1}, new float[] {0, 3});

        // Around (1, 2) the offsets are (3, 3), (-3, -3), (1, -1) and (-1, 1).
        PrincipalComponents components = PrincipalComponents.of(vectors, new double[] {1, 2}, 1);

        assertThat(Math.abs(components.project(new float[] {4, 5})[0])).isCloseTo(Math.sqrt(18), within(1e-12));
        assertThat(components.project(new float[] {2, 1})).containsExactly(new double[] {0}, within(1e-12));
    }

    @Test
    void shouldKeepDistancesWhenItKeepsAllDirections() {
        Random random = new Random(SEED);
        List<float[]> vectors = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            float[] vector = new float[6];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) ((i + 1) * random.nextGaussian());
            }
            vectors.add(vector);
        }
        PrincipalComponents components = PrincipalComponents.of(vectors, new double[] {1, 0, -1, 2, 0, 3}, 6);

        double[] variances = new double[6];
        for (int n = 1; n < vectors.size(); n++) {
            float[] a = vectors.get(n);
            float[] b = vectors.get(n - 1);
            double[] before = new double[6];
            double[] after = new double[6];
            double[] projected = components.project(a);
            for (int i = 0; i < 6; i++) {
                before[i] = (double) a[i] - b[i];
                after[i] = projected[i] - components.project(b)[i];
                variances[i] += projected[i] * projected[i];
            }
            assertThat(norm(after)).as("seed %d", SEED).isCloseTo(norm(before), within(1e-9));
        }
        for (int i = 1; i < variances.length; i++) {
            assertThat(variances[i]).as("seed %d", SEED).isLessThan(variances[i - 1]);
        }
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double entry : vector) {
            squares += entry * entry;
        }
        return Math.sqrt(squares);
    }
}
