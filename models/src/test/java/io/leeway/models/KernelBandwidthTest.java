/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelBandwidthTest {

    private static final long SEED = 7L;

    @Test
    void shouldBeTwoWhenVectorsCancelOut() {
        assertThat(KernelBandwidth.ofUnitVectors(List.of(new float[] {1, 0}, new float[] {-1, 0})))
                .isEqualTo(2.0);
    }

    @Test
    void shouldBeOneForAnOrthogonalPair() {
        // ||(1/2, 1/2)||^2 = 1/2
        assertThat(KernelBandwidth.ofUnitVectors(List.of(new float[] {1, 0}, new float[] {0, 1})))
                .isEqualTo(1.0);
    }

    @Test
    void shouldBeTheMeanSquaredDistanceOverAllOrderedPairs() {
        Random random = new Random(SEED);
        List<float[]> vectors = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            double[] vector = random.doubles(16, 0, 1).toArray();
            vectors.add(MeanPoolingTranslator.unit(vector));
        }
        double sum = 0;
        for (float[] a : vectors) {
            for (float[] b : vectors) {
                for (int i = 0; i < a.length; i++) {
                    sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
                }
            }
        }

        assertThat(KernelBandwidth.ofUnitVectors(vectors))
                .as("seed %d", SEED)
                .isCloseTo(sum / (40 * 40), within(0.005 + 1e-6));
    }

    @Test
    void shouldRefuseNoVectors() {
        assertThatThrownBy(() -> KernelBandwidth.ofUnitVectors(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 vectors");
    }

    @Test
    void shouldRefuseAModelThatGivesOneVectorForAllTexts() {
        assertThatThrownBy(() -> KernelBandwidth.measure(new FixedSession(0.6f, 0.8f)))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("same vector");
    }

    @Test
    void shouldHaveSixtyDifferentTexts() {
        assertThat(KernelBandwidth.texts()).hasSize(60).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }
}
