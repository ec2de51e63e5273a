/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @Test
    void shouldKnowItsOwnForm() {
        String fingerprint = Fingerprint.of("0123456789ABCDEF0000");

        assertThat(fingerprint).isEqualTo("hmac:0123456789abcdef");
        assertThat(Fingerprint.is(fingerprint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hmac:", "hmac:0123456789abcdeg", "hmac:0123456789abcdef0", "a hmac:0123456789abcdef"})
    void shouldTakeNothingElseForOne(String excerpt) {
        assertThat(Fingerprint.is(excerpt)).isFalse();
    }

    @Test
    void shouldRefuseACodeThatIsTooShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fingerprint.of("0123"))
                .withMessageContaining("4 digits");
    }
}
