/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link SummaryOutput} wrote, and refuses everything else.
 *
 * <p>No length is believed before it is compared with the bytes that are left, so corrupt bytes cannot ask for much
 * memory.
 */
final class SummaryInput {

    private final String what;
    private final ByteBuffer bytes;

    /** @param what the summary's name, for messages */
    SummaryInput(String what, byte[] bytes) {
        this.what = what;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Reads the version byte of a summary, which must be {@code known}. */
    void version(String summary, int known) {
        int version = octet();
        if (version != known) {
            throw new UnknownFormatException(summary, version, known);
        }
    }

    /** Reads the version byte of a summary, which must be one of two in a row, and returns it. */
    int version(String summary, int oldest, int newest) {
        int version = octet();
        if (version < oldest || version > newest) {
            throw new UnknownFormatException(summary, version, oldest, newest);
        }
        return version;
    }

    int octet() {
        require(bytes.hasRemaining(), "an end");
        return bytes.get() & 0xFF;
    }

    /** Any 64 bits. */
    long varbits() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                require(shift == 0 || octet != 0, "a number longer than need be");
                require(shift < 63 || octet == 1, "a number of more than 64 bits");
                return value;
            }
        }
        throw corrupt("a number of more than 64 bits");
    }

    /** A number that is not negative. */
    long varint() {
        long value = varbits();
        require(value >= 0, "the negative number", value);
        return value;
    }

    long zigzag() {
        long value = varbits();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed() {
        require(bytes.remaining() >= Long.BYTES, "an end");
        return bytes.getLong();
    }

    /** How many items follow, each of at least {@code smallestItem} bytes. */
    int length(int smallestItem) {
        long length = varint();
        require(length <= bytes.remaining() / smallestItem, "more items than bytes,", length);
        return (int) length;
    }

    byte[] raw() {
        byte[] value = new byte[length(1)];
        bytes.get(value);
        return value;
    }

    String string() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw()))
                    .toString();
        } catch (CharacterCodingException e) {
            CorruptSummaryException corrupt = corrupt("text that is not UTF-8");
            corrupt.initCause(e);
            throw corrupt;
        }
    }

    void end() {
        require(!bytes.hasRemaining(), "bytes too many,", bytes.remaining());
    }

    void require(boolean holds, String found) {
        if (!holds) {
            throw corrupt(found);
        }
    }

    /** As above; the number is joined to the message only when it is needed. */
    void require(boolean holds, String found, long value) {
        if (!holds) {
            throw corrupt(found + " " + value);
        }
    }

    CorruptSummaryException corrupt(String found) {
        return new CorruptSummaryException(
                "stored " + what + " is corrupt: " + found + " at byte " + bytes.position() + " of " + bytes.limit());
    }
}
