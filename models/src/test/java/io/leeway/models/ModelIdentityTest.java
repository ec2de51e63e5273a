/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdentityTest {

    private static final String CANARY = "0123456789abcdef".repeat(4);

    @Test
    void shouldTakeTheEdgesOfItsRanges() {
        assertThat(new ModelIdentity("m", 1, 1, 2.0, CANARY).sigmaSquared()).isEqualTo(2.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.01, 2.01, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseABandwidthOutOfRange(double sigmaSquared) {
        assertThatThrownBy(() -> new ModelIdentity("m", 1, 1, sigmaSquared, CANARY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sigmaSquared '" + sigmaSquared + "' must be in (0, 2]");
    }

    @Test
    void shouldNameTheBrokenRule() {
        assertThatThrownBy(() -> new ModelIdentity(" ", 1, 1, 1, CANARY)).hasMessage("name ' ' must not be blank");
        assertThatThrownBy(() -> new ModelIdentity("m", 0, 1, 1, CANARY))
                .hasMessage("dimension '0' must be at least 1");
        assertThatThrownBy(() -> new ModelIdentity("m", 1, 0, 1, CANARY))
                .hasMessage("maxTokens '0' must be at least 1");
        assertThatThrownBy(() -> new ModelIdentity("m", 1, 1, 1, "ABC")).hasMessageContaining("canary 'ABC'");
    }
}
