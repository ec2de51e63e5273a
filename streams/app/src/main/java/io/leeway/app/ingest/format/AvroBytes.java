/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import io.leeway.app.ingest.BadEventException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding, read from an array. A length is checked against what is left before anything is done with it.
 * Every method throws {@link BadEventException} where the bytes are not what is asked for.
 */
final class AvroBytes {

    private final byte[] bytes;
    private final int start;
    private int at;

    AvroBytes(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        this.at = start;
    }

    int left() {
        return bytes.length - at;
    }

    boolean readBoolean() {
        byte value = next();
        if (value != 0 && value != 1) {
            throw refusal("a boolean that is neither 0 nor 1");
        }
        return value == 1;
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw refusal("an int beyond its range");
        }
        return (int) value;
    }

    long readLong() {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = next();
            raw |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw refusal("a number of more than ten bytes");
    }

    float readFloat() {
        return little(Float.BYTES).getFloat();
    }

    double readDouble() {
        return little(Double.BYTES).getDouble();
    }

    /** Bytes with their length before them. */
    byte[] readBytes() {
        return readFixed(readLong());
    }

    String readString() {
        int length = checked(readLong());
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] readFixed(long size) {
        int length = checked(size);
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    /** An index of one of so many things. */
    int readIndex(int count) {
        int index = readInt();
        if (index < 0 || index >= count) {
            throw refusal("an index beyond the " + count + " of its schema");
        }
        return index;
    }

    /** How many items the next block of an array or map has; 0 at the end. The count says nothing about what is left. */
    long readBlock() {
        long count = readLong();
        if (count >= 0) {
            return count;
        }
        checked(readLong()); // the block's size in bytes, for those who skip it
        if (count == Long.MIN_VALUE) {
            throw refusal("a count beyond its range");
        }
        return -count;
    }

    BadEventException refusal(String what) {
        return Refusals.unparsable("the Avro body of " + (bytes.length - start) + " bytes does not follow its schema: "
                + what + " at byte " + (at - start));
    }

    private byte next() {
        if (at >= bytes.length) {
            throw refusal("its end");
        }
        return bytes[at++];
    }

    private ByteBuffer little(int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, checked(length)).order(ByteOrder.LITTLE_ENDIAN);
        at += length;
        return buffer;
    }

    private int checked(long length) {
        if (length < 0 || length > left()) {
            throw refusal("a length beyond its end");
        }
        return (int) length;
    }
}
