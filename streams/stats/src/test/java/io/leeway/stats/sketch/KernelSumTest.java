/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelSumTest extends SummaryContract<KernelSum, float[]> {

    private final KernelFeatureMap map = mapOfModel("hashing");

    static KernelFeatureMap mapOfModel(String model) {
        return new KernelFeatureMap(new FeatureMapId(model, "canary", 6, 16, 1.35, 42, 1));
    }

    @Override
    KernelSum empty() {
        return new KernelSum(map);
    }

    @Override
    void add(KernelSum summary, float[] item) {
        summary.add(item, map);
    }

    @Override
    KernelSum read(byte[] bytes) {
        return KernelSum.fromBytes(bytes);
    }

    @Override
    List<float[]> items(Random random, int size) {
        List<float[]> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(vector(random));
        }
        return items;
    }

    static float[] vector(Random random) {
        float[] vector = new float[6];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    @Test
    void shouldHaveTheMeanOfTheFeatures() {
        List<float[]> items = items(new Random(1), 100);
        KernelSum sum = empty();
        double[] expected = new double[16];
        for (float[] item : items) {
            sum.add(item, map);
            double[] z = map.apply(item);
            for (int i = 0; i < z.length; i++) {
                expected[i] += z[i] / items.size();
            }
        }

        assertThat(sum.count()).isEqualTo(100);
        assertThat(sum.mean()).containsExactly(expected, within(1.5e-10));
    }

    @Test
    void shouldHaveNoMeanWithoutVectors() {
        assertThatThrownBy(() -> empty().mean()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNameBothFeatureMapsWhenTheyDiffer() {
        KernelFeatureMap other = mapOfModel("another");
        KernelSum sum = empty();

        assertThatThrownBy(() -> sum.merge(new KernelSum(other)))
                .isInstanceOf(IncompatibleFeatureMapException.class)
                .hasMessageContaining(map.digest())
                .hasMessageContaining(other.digest());
        assertThatThrownBy(() -> sum.add(new float[6], other)).isInstanceOf(IncompatibleFeatureMapException.class);
        assertThat(sum.toBytes()).isEqualTo(empty().toBytes());
    }

    @Test
    void shouldNotCountAVectorItRefuses() {
        KernelSum sum = empty();
        float[] vector = {0, 0, Float.NaN, 0, 0, 0};

        assertThatThrownBy(() -> sum.add(vector, map)).isInstanceOf(IllegalArgumentException.class);

        assertThat(sum.toBytes()).isEqualTo(empty().toBytes());
    }

    @Test
    void shouldKeepTheDigestWithItsLeadingZeros() {
        KernelFeatureMap zero = null;
        for (int i = 0; zero == null; i++) {
            KernelFeatureMap candidate = mapOfModel("model-" + i);
            zero = candidate.digest().startsWith("0") ? candidate : null;
        }

        assertThat(KernelSum.fromBytes(new KernelSum(zero).toBytes()).featureMap())
                .isEqualTo(zero.digest());
    }
}
