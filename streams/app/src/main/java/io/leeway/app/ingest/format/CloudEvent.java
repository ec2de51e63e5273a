/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What a CloudEvent of version 1 says around its data: in headers (binary mode), or in the JSON that holds the data
 * (structured mode).
 *
 * @param id its id, or null
 * @param time its time, or null
 * @param traceId its trace, or null
 */
public record CloudEvent(String id, Instant time, String traceId) {

    private static final String VERSION = "specversion";
    private static final String PREFIX = "ce_";
    private static final String DATA = "data";
    private static final String DATA_BASE64 = "data_base64";

    /**
     * The envelope in headers, if there is one.
     *
     * @throws BadEventException if it is of another version
     */
    public static Optional<CloudEvent> ofHeaders(Headers headers) {
        String version = header(headers, PREFIX + VERSION);
        if (version == null) {
            return Optional.empty();
        }
        String own = header(headers, PREFIX + "traceparent");
        String parent = own == null ? header(headers, "traceparent") : own;
        return Optional.of(of(version, name -> header(headers, PREFIX + name), parent));
    }

    /** Whether a value is an envelope with data. */
    public static boolean isStructured(JsonNode value) {
        return value.path(VERSION).isTextual() && (value.has(DATA) || value.has(DATA_BASE64));
    }

    /**
     * The envelope around data.
     *
     * @throws BadEventException if it is of another version
     */
    public static CloudEvent of(JsonNode structured) {
        return of(
                structured.path(VERSION).textValue(),
                name -> structured.path(name).textValue(),
                structured.path("traceparent").textValue());
    }

    private static CloudEvent of(String version, UnaryOperator<String> attribute, String traceParent) {
        if (!version.startsWith("1.")) {
            throw Refusals.unparsable("a CloudEvent of another version than 1");
        }
        return new CloudEvent(attribute.apply("id"), time(attribute.apply("time")), TraceParent.traceId(traceParent));
    }

    /**
     * The data as bytes, where it is not JSON in JSON.
     *
     * @return nothing if it is
     * @throws BadEventException if it is not base64 and should be
     */
    public static Optional<Content> bytes(JsonNode structured) {
        byte[] bytes;
        if (structured.has(DATA_BASE64)) {
            bytes = base64(structured.get(DATA_BASE64));
        } else if (structured.get(DATA).isTextual()) {
            bytes = structured.get(DATA).textValue().getBytes(StandardCharsets.UTF_8);
        } else {
            return Optional.empty();
        }
        return Optional.of(Content.of(bytes, structured.path("datacontenttype").textValue(), Optional.empty()));
    }

    /** The data, where it is JSON in JSON. */
    public static JsonNode data(JsonNode structured) {
        return structured.get(DATA);
    }

    /** What stands around its data. */
    public Surroundings around(String digest, long appendedAt) {
        return new Surroundings(id == null || id.isEmpty() ? digest : id, time, traceId, appendedAt);
    }

    private static byte[] base64(JsonNode text) {
        try {
            return text.isTextual() ? Base64.getDecoder().decode(text.textValue()) : new byte[0];
        } catch (IllegalArgumentException e) {
            throw new BadEventException(Reason.INVALID_EVENT, "the data_base64 of a CloudEvent is not base64");
        }
    }

    /** A time that cannot be read is none: the event may have its own. */
    private static Instant time(String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The text of a header; null if there is none. */
    public static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
