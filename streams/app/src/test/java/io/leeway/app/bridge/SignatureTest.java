/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {

    // printf '1767225600.{"a":1}' | openssl dgst -sha256 -hmac key
    private static final String EXPECTED = "80f7b75f8618b9b24d72673996a625f1a43f7387a26b6739d667431724fe4d23";

    @Test
    void shouldSignTimeAndBody() {
        assertThat(Signature.of("key".getBytes(UTF_8), 1_767_225_600L, "{\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("t=1767225600,v1=" + EXPECTED);
    }

    @Test
    void shouldDependOnEverything() {
        byte[] key = "key".getBytes(UTF_8);
        byte[] body = "body".getBytes(UTF_8);
        assertThat(Signature.of(key, 1, body))
                .isNotEqualTo(Signature.of("kez".getBytes(UTF_8), 1, body))
                .isNotEqualTo(Signature.of(key, 1, "bodz".getBytes(UTF_8)))
                .doesNotEndWith(Signature.of(key, 2, body).substring(4));
    }
}
