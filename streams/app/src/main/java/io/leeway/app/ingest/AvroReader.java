/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.format.AvroTree;
import io.leeway.app.registry.SchemaSource;
import io.leeway.schemas.Records;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Reads Avro: our own record by its codec, others as trees. */
final class AvroReader {

    private static final int HEADER = 2 + Long.BYTES;
    private static final Schema OWN = Records.AGENT_INPUT.schema();
    private static final long OWN_FINGERPRINT = SchemaNormalization.parsingFingerprint64(OWN);

    private final Optional<Schema> configured;
    private final long configuredFingerprint;
    private final SchemaSource schemas;
    private final Bounds bounds;
    private final BiFunction<JsonNode, Surroundings, Decoded> trees;
    private final Map<Schema, Boolean> own = new ConcurrentHashMap<>();

    /**
     * A reader.
     *
     * @param configured a schema that single-object encoding may name, or null
     * @param trees reads the trees of foreign records
     */
    AvroReader(
            Schema configured, SchemaSource schemas, Bounds bounds, BiFunction<JsonNode, Surroundings, Decoded> trees) {
        this.configured = Optional.ofNullable(configured);
        this.configuredFingerprint = configured == null ? 0 : SchemaNormalization.parsingFingerprint64(configured);
        this.schemas = schemas;
        this.bounds = bounds;
        this.trees = trees;
    }

    /** Reads a record with its schema's fingerprint before it. */
    Decoded singleObject(byte[] bytes, Surroundings around) {
        return foreign(bytes)
                .map(schema -> tree(schema, bytes, HEADER, around))
                .orElseGet(() -> Decoded.of(EventChecks.checked(EventAvro.read(bytes, around))));
    }

    /** Reads a record of a known schema, from a position to the end. */
    Decoded body(Schema schema, byte[] bytes, int start, Surroundings around) {
        if (!own.computeIfAbsent(schema, AvroReader::isOwn)) {
            return tree(schema, bytes, start, around);
        }
        byte[] encoded = ByteBuffer.allocate(HEADER + bytes.length - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(OWN_FINGERPRINT)
                .put(bytes, start, bytes.length - start)
                .array();
        return Decoded.of(EventChecks.checked(EventAvro.read(encoded, around)));
    }

    private Decoded tree(Schema schema, byte[] bytes, int start, Surroundings around) {
        return trees.apply(AvroTree.read(schema, bytes, start, bounds.recordBytes()), around);
    }

    private Optional<Schema> foreign(byte[] bytes) {
        boolean marked = bytes.length >= HEADER && bytes[0] == (byte) 0xC3 && bytes[1] == 0x01;
        long fingerprint =
                marked ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2) : OWN_FINGERPRINT;
        if (fingerprint == OWN_FINGERPRINT) {
            return Optional.empty();
        }
        return configured
                .filter(schema -> fingerprint == configuredFingerprint)
                .or(() -> schemas.byFingerprint(fingerprint));
    }

    /** Fingerprints do not see logical types: the same long may count something else than milliseconds. */
    private static boolean isOwn(Schema schema) {
        if (SchemaNormalization.parsingFingerprint64(schema) != OWN_FINGERPRINT) {
            return false;
        }
        return time(OWN).equals(time(schema));
    }

    private static Optional<LogicalType> time(Schema schema) {
        return Optional.ofNullable(schema.getField("occurredAt").schema().getLogicalType());
    }
}
