/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the primitive parts of stored summaries.
 *
 * <pre>
 *   varint   7 bits a byte, lowest first, high bit set on all but the last byte; shortest form only
 *   zigzag   varint of 2v (v ≥ 0) or −2v−1 (v &lt; 0)
 *   fixed    8 bytes, highest first
 *   string   varint number of bytes, then UTF-8
 * </pre>
 */
final class SummaryOutput {

    private byte[] bytes = new byte[256];
    private int size;

    void octet(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Any 64 bits, as an unsigned number. */
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
    }

    void string(String value) {
        raw(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A length and that many bytes. */
    void raw(byte[] value) {
        varint(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
