/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.CORRUPT_BODY;
import static io.leeway.schemas.UndecodableRecordException.Reason.NOT_SINGLE_OBJECT;
import static io.leeway.schemas.UndecodableRecordException.Reason.SHORT_HEADER;
import static io.leeway.schemas.UndecodableRecordException.Reason.TRAILING_BYTES;
import static io.leeway.schemas.UndecodableRecordException.Reason.UNKNOWN_FINGERPRINT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;

/**
 * Reads Avro single-object encoding, whichever known schema it was written with.
 *
 * <pre>
 *   0   1   2                              10
 *   C3  01  fingerprint, 8 B little-endian  body, to the end
 * </pre>
 *
 * The fingerprint is CRC-64-AVRO of the writer's schema in Parsing Canonical Form.
 *
 * <p>Avro's own {@code BinaryMessageDecoder} reads from a stream of unknown length: it believes a length of 2 GB in a
 * message of 20 bytes and allocates it, and it does not see bytes after the record. This class decodes from the array,
 * where every length is checked against what is left, and refuses what follows.
 *
 * @param <T> the record class
 */
final class SingleObjectReader<T> {
    static final int HEADER_BYTES = 10;

    private final String expected;
    private final Map<Long, DatumReader<T>> readers = new HashMap<>();

    /**
     * @param model the data model that makes instances of T
     * @param target the schema of T
     * @param writers all schemas that messages may be written with
     */
    SingleObjectReader(SpecificData model, Schema target, Iterable<Schema> writers) {
        this.expected = target.getName();
        for (Schema writer : writers) {
            readers.put(SchemaNormalization.parsingFingerprint64(writer), newReader(model, writer, target));
        }
    }

    @SuppressWarnings("unchecked") // a reader of the class's own model makes instances of the class
    private static <T> DatumReader<T> newReader(SpecificData model, Schema writer, Schema target) {
        return model.createDatumReader(writer, target);
    }

    static boolean hasMarker(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == (byte) 0xC3 && bytes[1] == 0x01;
    }

    static String hex(long fingerprint) {
        return HexFormat.of().withUpperCase().toHexDigits(fingerprint);
    }

    T read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new UndecodableRecordException(
                    SHORT_HEADER, expected + ": " + bytes.length + " bytes, a header alone has " + HEADER_BYTES);
        }
        if (!hasMarker(bytes)) {
            throw new UndecodableRecordException(
                    NOT_SINGLE_OBJECT,
                    expected + ": first bytes are "
                            + HexFormat.of().withUpperCase().formatHex(bytes, 0, 2)
                            + ", single-object encoding has C301");
        }
        long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        DatumReader<T> reader = readers.get(fingerprint);
        if (reader == null) {
            throw new UndecodableRecordException(
                    UNKNOWN_FINGERPRINT,
                    expected + ": no schema with fingerprint " + hex(fingerprint) + " is known for this record");
        }
        return body(reader, bytes);
    }

    private T body(DatumReader<T> reader, byte[] bytes) {
        int length = bytes.length - HEADER_BYTES;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, length, null);
        T datum;
        boolean complete;
        try {
            datum = reader.read(null, decoder);
            complete = decoder.isEnd();
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new UndecodableRecordException(
                    CORRUPT_BODY,
                    expected + ": the body of " + length + " bytes does not follow its schema (" + e + ")",
                    e);
        }
        if (!complete) {
            throw new UndecodableRecordException(
                    TRAILING_BYTES, expected + ": bytes follow after the record in a body of " + length + " bytes");
        }
        return datum;
    }
}
