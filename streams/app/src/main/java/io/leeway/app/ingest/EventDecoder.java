/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.config.InputFormat;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.text.TextDescriptors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * Bytes of an input record to an event. With {@link InputFormat#AUTO} the first bytes tell the format: the marker of
 * Avro single-object encoding, or the brace of a JSON object. Thread-safe.
 */
public final class EventDecoder {

    private static final byte SINGLE_OBJECT_1 = (byte) 0xC3;
    private static final byte SINGLE_OBJECT_2 = 0x01;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final InputFormat format;

    /** A decoder for one topic. */
    public EventDecoder(InputFormat format) {
        this.format = format;
    }

    /**
     * Decodes one record.
     *
     * @throws BadEventException if it is not an event
     */
    public Event decode(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new BadEventException(Reason.UNPARSABLE, "the record has no value");
        }
        Event event =
                switch (format) {
                    case AVRO -> EventAvro.read(bytes, digest(bytes));
                    case JSON -> EventJson.read(bytes, digest(bytes));
                    case AUTO -> sniffed(bytes);
                };
        check(event);
        return event;
    }

    /**
     * What later stages rely on: keys that are the same when they come back from bytes, times that can be added to, names
     * that are not taken.
     */
    private static void check(Event event) {
        requireEncodable("agentId", event.key().agentId());
        requireEncodable("cohort", event.key().cohort());
        if (event.key().isMix()) {
            throw new BadEventException(
                    Reason.INVALID_EVENT, "cohort '" + StreamKey.ALL + "' is reserved: it stands for all of them");
        }
        if (event.occurredAt().isBefore(EARLIEST) || !event.occurredAt().isBefore(LATEST)) {
            throw new BadEventException(Reason.INVALID_EVENT, "occurredAt must be within the years 1 to 9999");
        }
        requireUnreserved("numbers", event.numbers());
        requireUnreserved("categories", event.categories());
    }

    private static void requireUnreserved(String field, SortedMap<String, ?> values) {
        // In the order of names, those with the prefix come first among all that are not before it.
        SortedMap<String, ?> from = values.tailMap(TextDescriptors.PREFIX);
        if (!from.isEmpty() && from.firstKey().startsWith(TextDescriptors.PREFIX)) {
            throw new BadEventException(
                    Reason.INVALID_EVENT,
                    field + "." + from.firstKey() + " is reserved: names that begin with '" + TextDescriptors.PREFIX
                            + "' are measured on the text");
        }
    }

    private static void requireEncodable(String field, String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new BadEventException(Reason.INVALID_EVENT, field + " must be well-formed Unicode");
        }
    }

    private static Event sniffed(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == SINGLE_OBJECT_1 && bytes[1] == SINGLE_OBJECT_2) {
            return EventAvro.read(bytes, digest(bytes));
        }
        for (byte b : bytes) {
            if (b == '{') {
                return EventJson.read(bytes, digest(bytes));
            }
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                break;
            }
        }
        throw new BadEventException(
                Reason.UNPARSABLE, "neither Avro single-object encoding nor a JSON object, " + bytes.length + " bytes");
    }

    /** SHA-256 of a record's bytes, hexadecimal. */
    public static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
