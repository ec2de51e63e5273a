/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells texts apart without keeping them: the first {@value #BYTES} bytes of SHA-256, or with a salt of HMAC-SHA-256. Without
 * one, whoever reads digests can find out whether a text that he guesses was said.
 */
final class TextDigest {

    /** Length of a digest. */
    static final int BYTES = 16;

    private static final String HMAC = "HmacSHA256";

    private final byte[] salt;

    /** Digests with a salt, or without one if it is empty. */
    TextDigest(byte[] salt) {
        this.salt = salt.clone();
    }

    /** The digest of a text; of the empty one, if there is none. */
    byte[] of(String text) {
        byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        try {
            if (salt.length == 0) {
                return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(utf8), BYTES);
            }
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt, HMAC));
            return Arrays.copyOf(mac.doFinal(utf8), BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
