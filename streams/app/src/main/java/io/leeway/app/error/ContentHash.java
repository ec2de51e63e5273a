/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.service.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A fingerprint of a record's content, to find the same content again without keeping it. With a salt nobody without it
 * can find out a short content by trying.
 */
public final class ContentHash {

    /** What a fingerprint without a salt begins with. */
    public static final String UNSALTED = "sha256:";

    private static final String HMAC = "HmacSHA256";

    private final Optional<SecretKeySpec> salt;

    private ContentHash(Optional<SecretKeySpec> salt) {
        this.salt = salt;
    }

    /** Plain SHA-256. */
    public static ContentHash unsalted() {
        return new ContentHash(Optional.empty());
    }

    /**
     * HMAC-SHA-256 with the content of a file, or plain SHA-256 without one.
     *
     * @throws ServiceException if the file cannot be read or is empty
     */
    public static ContentHash of(Optional<Path> saltFile) {
        return new ContentHash(saltFile.map(ContentHash::key));
    }

    private static SecretKeySpec key(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new ServiceException("privacy.hash-salt-file " + file + " is empty");
            }
            return new SecretKeySpec(bytes, HMAC);
        } catch (IOException e) {
            throw new ServiceException("privacy.hash-salt-file " + file + " cannot be read", e);
        }
    }

    /** The fingerprint, with the name of its algorithm before it. */
    public String of(byte[] content) {
        return (salted() ? "hmac-sha256:" : UNSALTED) + digits(content);
    }

    /** Whether it has a salt. */
    public boolean salted() {
        return salt.isPresent();
    }

    /** The fingerprint alone, hexadecimal. */
    public String digits(byte[] content) {
        if (salt.isEmpty()) {
            return EventDecoder.digest(content);
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(salt.get());
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
