/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.NOT_SINGLE_OBJECT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes and reads one kind of record: as Avro single-object encoding (bytes {@code C3 01}, the fingerprint of the
 * writer's schema, the body), and as JSON.
 *
 * <p>Reading accepts every schema version in the history of the record that was released with this jar, and those added
 * by {@link #withSchemas}: fields the writer did not know take their defaults, fields the reader does not know are
 * skipped, enum symbols the reader does not know become the default of their enum.
 *
 * <p>The JSON form is the natural one: enums and instants (ISO-8601) as strings, maps as objects, bytes as base64
 * strings; NaN and the infinities as the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; null fields
 * left out when writing. Reading JSON is strict in what the schema says and ignores fields it does not know; an enum
 * symbol it does not know becomes the default of the enum, as in Avro.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <T> the record class
 */
public final class Codec<T extends SpecificRecord> {
    private final Class<T> type;
    private final SpecificData model;
    private final Schema schema;
    private final List<Schema> writers;
    private final BinaryMessageEncoder<T> encoder;
    private final SingleObjectReader<T> reader;
    private final JsonReader jsonReader;

    private Codec(Class<T> type, List<Schema> writers) {
        this.type = type;
        this.model = new ContractModel(type);
        this.schema = model.getSchema(type);
        this.writers = List.copyOf(writers);
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.reader = new SingleObjectReader<>(model, schema, this.writers);
        this.jsonReader = new JsonReader(model);
    }

    /** The codec of a generated class, with the history of its record. */
    static <T extends SpecificRecord> Codec<T> of(Class<T> type) {
        return new Codec<>(type, SchemaHistory.of(type.getSimpleName()));
    }

    /**
     * The same codec, reading messages of further writers too.
     *
     * @param schemas schemas of writers; those of other records are ignored, so one collection serves all codecs
     * @return a codec that reads what this one reads, and messages written with the given schemas
     * @throws IllegalArgumentException if a schema has the name of this record but cannot be read as one
     */
    public Codec<T> withSchemas(Iterable<Schema> schemas) {
        List<Schema> known = new ArrayList<>(writers);
        for (Schema writer : schemas) {
            if (writer.getType() == Schema.Type.RECORD && writer.getName().equals(schema.getName())) {
                known.add(requireReadable(writer));
            }
        }
        return new Codec<>(type, known);
    }

    /**
     * The same codec, reading messages written with the schemas in a directory too.
     *
     * @param directory a directory with {@code .avsc} files; its subdirectories are not read
     * @return as {@link #withSchemas}
     * @throws IllegalArgumentException if it is no directory, a file is no schema, or as {@link #withSchemas}
     * @throws UncheckedIOException if the directory or a file cannot be read
     */
    public Codec<T> withSchemasIn(Path directory) {
        return withSchemas(SchemaHistory.in(directory));
    }

    /**
     * The record as Avro single-object encoding.
     *
     * @param value a record as made by the builder of its class
     * @return the bytes, with the 10-byte header
     * @throws IllegalArgumentException if a required field is null
     */
    public byte[] encode(T value) {
        ByteBuffer buffer;
        try {
            buffer = encoder.encode(value);
        } catch (AvroRuntimeException | NullPointerException e) {
            throw new IllegalArgumentException(
                    schema.getName() + " has a field that does not follow its schema: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the encoder writes to memory
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * The record in single-object bytes.
     *
     * @param bytes the whole message
     * @return the record, in the current schema
     * @throws UndecodableRecordException if the bytes are anything else
     */
    public T decode(byte[] bytes) {
        return reader.read(bytes);
    }

    /**
     * The record as JSON, on one line, fields in the order of the schema and map keys sorted.
     *
     * @param value a record as made by the builder of its class
     * @return a JSON object
     * @throws IllegalArgumentException if a required field is null
     */
    public String toJson(T value) {
        return JsonWriter.write(value);
    }

    /**
     * The record in a JSON text.
     *
     * @param json a JSON object
     * @return the record
     * @throws UndecodableRecordException if it is not JSON or does not follow the schema; the message has the path of the
     *     offending value
     */
    public T fromJson(String json) {
        return type.cast(jsonReader.read(schema, json));
    }

    /**
     * The record in bytes of either form, told apart by the first byte.
     *
     * @param bytes single-object encoding, or a JSON object in UTF-8
     * @return the record
     * @throws UndecodableRecordException if the bytes are neither
     */
    public T read(byte[] bytes) {
        if (SingleObjectReader.hasMarker(bytes)) {
            return decode(bytes);
        }
        if (startsWithBrace(bytes)) {
            return fromJson(new String(bytes, StandardCharsets.UTF_8));
        }
        throw new UndecodableRecordException(
                NOT_SINGLE_OBJECT,
                schema.getName() + ": " + bytes.length + " bytes that start neither with C301 nor with a JSON object");
    }

    /**
     * What writes records into a container that has their schema once, such as a file.
     *
     * @return a new writer of the current schema
     */
    public DatumWriter<T> containerWriter() {
        return new SortedMapWriter<>(schema, model);
    }

    /**
     * What reads records from such a container, whatever version of the schema it has, as long as that can be read as the current
     * one.
     *
     * @return a new reader; the container tells it its schema
     */
    public DatumReader<T> containerReader() {
        return new SpecificDatumReader<>(schema, schema, model);
    }

    /**
     * The current schema of the record.
     *
     * @return the schema messages are written with
     */
    public Schema schema() {
        return schema;
    }

    /**
     * The fingerprint in the header of the messages this codec writes.
     *
     * @return CRC-64-AVRO of the schema, as 16 upper-case hexadecimal digits
     */
    public String fingerprint() {
        return SingleObjectReader.hex(SchemaNormalization.parsingFingerprint64(schema));
    }

    private Schema requireReadable(Schema writer) {
        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(schema, writer);
        if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new IllegalArgumentException("Schema " + writer.getFullName() + " cannot be read as "
                    + schema.getFullName() + ": " + verdict.getResult().getIncompatibilities());
        }
        return writer;
    }

    private static boolean startsWithBrace(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }
}
