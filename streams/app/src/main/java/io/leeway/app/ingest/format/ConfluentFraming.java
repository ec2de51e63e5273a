/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.registry.SchemaId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * How Confluent's serializers say which schema an Avro body was written with: before the body, or in a header.
 *
 * <pre>
 *   in the value    00, id, 4 B big-endian, body to the end
 *   in the header   00, id, 4 B big-endian; or 01, GUID, 16 B
 * </pre>
 */
public final class ConfluentFraming {

    /** The header with the schema of the value; the value is the bare body then. */
    public static final String HEADER = "__value_schema_id";

    /** Where the body begins in a framed value. */
    public static final int BODY = 1 + Integer.BYTES;

    private static final byte ID = 0;
    private static final byte GUID = 1;
    private static final int GUID_HEADER_BYTES = 1 + 2 * Long.BYTES;

    private ConfluentFraming() {}

    /** Whether a value may have it. */
    public static boolean startsValue(byte[] value) {
        return value.length >= BODY && value[0] == ID;
    }

    /**
     * The schema before a body.
     *
     * @throws BadEventException if there is none
     */
    public static SchemaId ofValue(byte[] value) {
        if (!startsValue(value)) {
            throw Refusals.unparsable("no Confluent framing: neither a header " + HEADER + " nor 00 and a schema's id, "
                    + value.length + " bytes");
        }
        return SchemaId.of(ByteBuffer.wrap(value).getInt(1));
    }

    /**
     * The schema in the header.
     *
     * @param header the header's value, or null for none
     * @throws BadEventException if it is something else
     */
    public static Optional<SchemaId> ofHeader(byte[] header) {
        if (header == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        if (header.length == GUID_HEADER_BYTES && header[0] == GUID) {
            return Optional.of(SchemaId.of(new UUID(bytes.getLong(1), bytes.getLong(1 + Long.BYTES))));
        }
        if (header.length == BODY && header[0] == ID) {
            return Optional.of(SchemaId.of(bytes.getInt(1)));
        }
        throw Refusals.unparsable(
                "the header " + HEADER + " has neither an id nor a GUID, " + header.length + " bytes");
    }
}
