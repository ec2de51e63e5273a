/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** How producers put bytes on the wire. */
public final class Wire {

    private static final int MARKER = 2 + Long.BYTES;

    private Wire() {}

    /** Compressed by the producer. */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The body of a datum in Avro, without anything before it. */
    public static byte[] body(Schema schema, Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The body of our own record. */
    public static byte[] body(AgentInput input) {
        byte[] marked = Records.AGENT_INPUT.encode(input);
        return Arrays.copyOfRange(marked, MARKER, marked.length);
    }

    /** Confluent's framing: the id of the schema before the body. */
    public static byte[] confluent(int id, byte[] body) {
        return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    /** Single-object encoding: the fingerprint of the schema before the body. */
    public static byte[] singleObject(Schema schema, byte[] body) {
        return ByteBuffer.allocate(MARKER + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0xC3, 1})
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(body)
                .array();
    }
}
