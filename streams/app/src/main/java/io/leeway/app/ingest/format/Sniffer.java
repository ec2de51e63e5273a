/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException;

/**
 * Tells encodings apart.
 *
 * <p>A bare Avro body may begin with any byte. So where a schema is given for such bodies, everything is one that does not say
 * otherwise by a header or the marker of single-object encoding: what a record is must not depend on the length of its first
 * text.
 *
 * @param format what is configured
 * @param hasSchema whether there is a schema for bare Avro
 * @param hasSource whether ids of schemas can be looked up
 */
public record Sniffer(InputFormat format, boolean hasSchema, boolean hasSource) {

    /** Whether compression may be told by the first bytes. */
    public boolean sniffsCompression(Content content) {
        return !hasSchema && content.schemaId().isEmpty();
    }

    /** Whether a tree of JSON may be telemetry. */
    public boolean mayBeTelemetry() {
        return format == InputFormat.AUTO || format == InputFormat.OTLP;
    }

    /** Whether JSON in an envelope is read. */
    public boolean readsJson() {
        return format == InputFormat.AUTO || format == InputFormat.JSON || format == InputFormat.OTLP;
    }

    /**
     * How a content is encoded.
     *
     * @param wrapped whether it was in an envelope
     * @throws BadEventException if that cannot be told
     */
    public Encoding of(Content content, boolean wrapped) {
        if (content.isEnvelope() && !wrapped) {
            return Encoding.JSON;
        }
        return switch (format) {
            case JSON -> Encoding.JSON;
            case AVRO -> avro(content);
            case CONFLUENT -> Encoding.CONFLUENT;
            case OTLP -> otlp(content);
            case AUTO -> sniffed(content);
        };
    }

    private Encoding avro(Content content) {
        return hasSchema && !content.hasSingleObjectMarker() ? Encoding.BARE_AVRO : Encoding.SINGLE_OBJECT;
    }

    private static Encoding otlp(Content content) {
        return content.firstNonBlank() == '{' && !OtlpBytes.despiteBrace(content.bytes())
                ? Encoding.OTLP_JSON
                : Encoding.OTLP_PROTOBUF;
    }

    private Encoding sniffed(Content content) {
        if (content.schemaId().isPresent() && (hasSource || !hasSchema)) {
            return Encoding.CONFLUENT;
        }
        if (content.hasSingleObjectMarker()) {
            return Encoding.SINGLE_OBJECT;
        }
        if (content.saysJson()) {
            return Encoding.JSON;
        }
        if (content.saysProtobuf()) {
            return Encoding.OTLP_PROTOBUF;
        }
        if (hasSchema) {
            return Encoding.BARE_AVRO;
        }
        byte first = content.firstNonBlank();
        if (first == '{' || first == '[') {
            return OtlpBytes.despiteBrace(content.bytes()) ? Encoding.OTLP_PROTOBUF : Encoding.JSON;
        }
        if (hasSource && ConfluentFraming.startsValue(content.bytes())) {
            return Encoding.CONFLUENT;
        }
        if (content.bytes()[0] == OtlpBytes.FIRST_TAG) {
            return Encoding.OTLP_PROTOBUF;
        }
        throw Refusals.unparsable("neither Avro single-object encoding (C3 01), nor JSON ({ or [), nor "
                + (hasSource ? "Confluent framing (00), nor " : "") + "OTLP protobuf (0A), "
                + content.bytes().length + " bytes");
    }
}
