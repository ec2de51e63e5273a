/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The stored form of a state: a byte with its version, and fields as {@link DataOutputStream} writes them, big-endian. Bytes
 * of an unknown version, damaged bytes and bytes after the end are refused, never guessed at.
 *
 * @param <T> the state
 */
public final class StoredForm<T> {

    private final String name;
    private final int version;
    private final Writer<T> writer;
    private final Map<Integer, Reader<T>> readers;

    /**
     * A form.
     *
     * @param name what messages call the state
     * @param version 0 to 127
     * @param writer writes the fields
     * @param reader reads them; an {@link IOException} says that they are damaged
     */
    public StoredForm(String name, int version, Writer<T> writer, Reader<T> reader) {
        this(name, version, writer, Map.of(version, reader));
    }

    private StoredForm(String name, int version, Writer<T> writer, Map<Integer, Reader<T>> readers) {
        this.name = name;
        this.version = version;
        this.writer = writer;
        this.readers = readers;
    }

    /** The same form, which also reads an earlier version. */
    public StoredForm<T> reading(int earlier, Reader<T> reader) {
        Map<Integer, Reader<T>> more = new HashMap<>(readers);
        more.put(earlier, reader);
        return new StoredForm<>(name, version, writer, Map.copyOf(more));
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
     * @throws IllegalArgumentException if the bytes are of an unknown version, damaged, or more than were written
     */
    public T read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int found = in.readByte();
            Reader<T> reader = readers.get(found);
            if (reader == null) {
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
