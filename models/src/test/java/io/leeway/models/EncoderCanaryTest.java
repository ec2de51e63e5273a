/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EncoderCanaryTest {

    @Test
    void shouldDigestTheBigEndianBitsOfEachVectorInOrder() throws NoSuchAlgorithmException {
        ByteBuffer bits = ByteBuffer.allocate(EncoderCanary.TEXT_COUNT * 2 * Float.BYTES);
        for (int i = 0; i < EncoderCanary.TEXT_COUNT; i++) {
            bits.putFloat(0.6f).putFloat(-0.8f);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bits.array());

        assertThat(EncoderCanary.digest(new FixedSession(0.6f, -0.8f)))
                .isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void shouldNoticeTheLastBit() {
        assertThat(EncoderCanary.digest(new FixedSession(0.6f, 0.8f)))
                .isNotEqualTo(EncoderCanary.digest(new FixedSession(0.6f, Math.nextUp(0.8f))))
                .isNotEqualTo(EncoderCanary.digest(new FixedSession(0.8f, 0.6f)));
        assertThat(EncoderCanary.digest(new FixedSession(1, 0.0f)))
                .isNotEqualTo(EncoderCanary.digest(new FixedSession(1, -0.0f)));
    }

    @Test
    void shouldHaveVariedTextsOneOfThemLongerThanAnyModelReads() {
        assertThat(EncoderCanary.texts()).hasSize(EncoderCanary.TEXT_COUNT).doesNotHaveDuplicates();
        assertThat(EncoderCanary.texts()).anyMatch(text -> text.split(" ", -1).length > ModelSpec.MAX_TOKENS);
    }
}
