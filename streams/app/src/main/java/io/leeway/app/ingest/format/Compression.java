/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import com.github.luben.zstd.ZstdInputStream;
import io.leeway.app.ingest.BadEventException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Compression of a value by its producer, gzip or zstd; that of Kafka's own batches is taken off by its client. */
public enum Compression {
    /** As it is. */
    NONE,
    /** RFC 1952. */
    GZIP,
    /** RFC 8878. */
    ZSTD;

    /** Frames may ask for windows of up to 2 GB, whatever is in them. */
    private static final int LONGEST_WINDOW_LOG = 25;

    /**
     * What a content encoding stands for.
     *
     * @throws BadEventException if it is not known
     */
    public static Compression named(String contentEncoding) {
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default -> throw Refusals.unparsable("the content-encoding is none of gzip, zstd and identity");
        };
    }

    /** What the first bytes say. */
    public static Compression sniff(byte[] bytes) {
        if (startsWith(bytes, 0x1F, 0x8B, 0x08)) {
            return GZIP;
        }
        return startsWith(bytes, 0x28, 0xB5, 0x2F, 0xFD) ? ZSTD : NONE;
    }

    /**
     * Takes it off.
     *
     * @param most how many bytes may come out; no more than that is ever held
     * @throws BadEventException if more come out, or the bytes are not compressed in this way
     */
    public byte[] inflate(byte[] bytes, int most) {
        if (this == NONE) {
            return bytes;
        }
        try (InputStream plain = open(bytes)) {
            byte[] content = plain.readNBytes(most);
            if (content.length == most && plain.read() >= 0) {
                throw Refusals.tooLarge("more than " + most + " bytes after decompression");
            }
            return content;
        } catch (IOException e) {
            throw Refusals.unparsable("damaged " + name().toLowerCase(Locale.ROOT) + " compression");
        }
    }

    private InputStream open(byte[] bytes) throws IOException {
        InputStream raw = new ByteArrayInputStream(bytes);
        if (this == GZIP) {
            return new GZIPInputStream(raw);
        }
        ZstdInputStream zstd = new ZstdInputStream(raw);
        zstd.setLongMax(LONGEST_WINDOW_LOG);
        return zstd;
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[i] != (byte) magic[i]) {
                return false;
            }
        }
        return true;
    }
}
