/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * A dead letter as it is read back.
 *
 * @param topic topic of the record it is about
 * @param partition partition of that record
 * @param offset offset of that record
 * @param element which part of the record it is about, or null for all of it
 * @param timestamp timestamp of that record, epoch milliseconds
 * @param reason why the record was refused
 * @param message what was wrong with it
 * @param contentHash fingerprint of the record's value, or null if it had none
 * @param value what is kept of the value, or null
 * @param setAsideAt when the letter was written
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record Letter(
        String topic,
        int partition,
        long offset,
        Integer element,
        long timestamp,
        String reason,
        String message,
        String contentHash,
        byte[] value,
        Instant setAsideAt) {

    /** By the place of what they are about, so that records are read in their order. */
    static final Comparator<Letter> BY_PLACE = Comparator.comparing(Letter::topic)
            .thenComparingInt(Letter::partition)
            .thenComparingLong(Letter::offset)
            .thenComparing(Letter::element, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Letter of(JsonNode json, Instant setAsideAt) throws IOException {
        return new Letter(
                json.path("topic").asText(),
                json.path("partition").asInt(),
                json.path("offset").asLong(),
                json.has("element") ? json.get("element").asInt() : null,
                json.path("timestamp").asLong(),
                json.path("reason").asText(),
                json.path("message").asText(),
                json.path("contentHash").textValue(),
                json.has("value") ? json.get("value").binaryValue() : null,
                setAsideAt);
    }

    /** Where the record is, and which part of it is meant: the letter's key. */
    public String coordinates() {
        return coordinates(topic, partition, offset, element);
    }

    /** The place of the record alone. */
    public String source() {
        return coordinates(topic, partition, offset, null);
    }

    static String coordinates(String topic, int partition, long offset, Integer element) {
        return topic + "-" + partition + "-" + offset + (element == null ? "" : "#" + element);
    }
}
