/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The stored form of a state: a byte with its version, and fields as {@link DataOutputStream} writes them, big-endian. Bytes
 * of another version, damaged bytes and bytes after the end are refused, never guessed at.
 *
 * @param <T> the state
 */
public final class StoredForm<T> {

    private final String name;
    private final int version;
    private final Writer<T> writer;
    private final Reader<T> reader;

    /**
     * A form.
     *
     * @param name what messages call the state
     * @param version 0 to 127
     * @param writer writes the fields
     * @param reader reads them; an {@link IOException} says that they are damaged
     */
    public StoredForm(String name, int version, Writer<T> writer, Reader<T> reader) {
        this.name = name;
        this.version = version;
        this.writer = writer;
        this.reader = reader;
    }

    /** Writes the fields of a state. */
    @FunctionalInterface
    public interface Writer<T> {
        /** Writes them. */
        void write(DataOutputStream out, T state) throws IOException;
    }

    /** Reads the fields of a state. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads them. */
        T read(DataInputStream in) throws IOException;
    }

    /** The bytes of a state. */
    public byte[] write(T state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(version);
            writer.write(out, state);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another version, damaged, or more than were written
     */
    public T read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int found = in.readByte();
            if (found != version) {
                throw new IllegalArgumentException(name + " of unknown version " + found);
            }
            T state = reader.read(in);
            if (in.read() >= 0) {
                throw new IllegalArgumentException(name + " is longer than it says: " + bytes.length + " bytes");
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged " + name + " of " + bytes.length + " bytes", e);
        }
    }
}
