/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import io.leeway.app.registry.SchemaId;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be read: a record's value without its compression, or the data of an envelope.
 *
 * @param bytes the bytes
 * @param mediaType what they say about themselves, in lower case and without parameters; empty for nothing
 * @param schemaId the schema that is named beside them
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record Content(byte[] bytes, String mediaType, Optional<SchemaId> schemaId) {

    /** Bytes with a content type as headers have it, or null for none. */
    public static Content of(byte[] bytes, String contentType, Optional<SchemaId> schemaId) {
        String type = contentType == null ? "" : contentType.replaceFirst(";.*", "");
        return new Content(bytes, type.strip().toLowerCase(Locale.ROOT), schemaId);
    }

    /** Whether it is an envelope with its data inside, or an array of them. */
    boolean isEnvelope() {
        return mediaType.equals("application/cloudevents+json")
                || mediaType.equals("application/cloudevents-batch+json");
    }

    boolean saysJson() {
        return mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json");
    }

    boolean saysProtobuf() {
        return mediaType.equals("application/x-protobuf") || mediaType.equals("application/protobuf");
    }

    boolean hasSingleObjectMarker() {
        return bytes.length >= 2 && bytes[0] == (byte) 0xC3 && bytes[1] == 0x01;
    }

    /** The first byte that is no blank of JSON; 0 if there is none. */
    byte firstNonBlank() {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return 0;
    }
}
