/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows the receiver that a request is from somebody who has the key, and from when: {@code t=SECONDS,v1=HEX}, where HEX
 * is HMAC-SHA-256 over the decimal seconds of the epoch, a dot, and the body.
 */
final class Signature {

    static final String HEADER = "X-Leeway-Signature";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    static String of(byte[] key, long epochSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((epochSeconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + epochSeconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
