/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanPoolingTranslatorTest {

    @Test
    void shouldLeaveMaskedTokensOut() {
        FloatBuffer tokens = FloatBuffer.wrap(new float[] {1, 2, 10, 20, 100, 200});

        assertThat(MeanPoolingTranslator.maskedSum(tokens, new long[] {1, 0, 1}, 2))
                .containsExactly(101, 202);
    }

    @Test
    void shouldScaleToNormOne() {
        assertThat(MeanPoolingTranslator.unit(new double[] {3, -4})).containsExactly(0.6f, -0.8f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAVectorWithoutDirection(double entry) {
        assertThatThrownBy(() -> MeanPoolingTranslator.unit(new double[] {0, entry}))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("no direction");
    }

    @Test
    void shouldRefuseAnInputNoTokenizerGives() {
        MeanPoolingTranslator.requireKnownInputs(List.of("input_ids", "attention_mask"));
        assertThatThrownBy(() -> MeanPoolingTranslator.requireKnownInputs(List.of("input_ids", "pixel_values")))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("'pixel_values'");
    }
}
