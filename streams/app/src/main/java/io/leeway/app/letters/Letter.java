/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.error.RecordPlace;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * A dead letter as it is read back.
 *
 * @param place the record, or the part of one, that it is about
 * @param timestamp timestamp of the record, epoch milliseconds
 * @param reason why the record was refused
 * @param message what was wrong with it
 * @param contentHash fingerprint of the record's value, or null if it had none
 * @param value what is kept of the value, or null
 * @param setAsideAt when the letter was written
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record Letter(
        RecordPlace place,
        long timestamp,
        String reason,
        String message,
        String contentHash,
        byte[] value,
        Instant setAsideAt) {

    /** By the place of what they are about, so that records are read in their order. */
    static final Comparator<Letter> BY_PLACE = Comparator.comparing(Letter::topic)
            .thenComparingInt(letter -> letter.place().partition())
            .thenComparingLong(letter -> letter.place().offset())
            .thenComparing(letter -> letter.place().element(), Comparator.nullsFirst(Comparator.naturalOrder()));

    static Letter of(JsonNode json, Instant setAsideAt) throws IOException {
        return new Letter(
                RecordPlace.of(json),
                json.path("timestamp").asLong(),
                json.path("reason").asText(),
                json.path("message").asText(),
                json.path("contentHash").textValue(),
                json.has("value") ? json.get("value").binaryValue() : null,
                setAsideAt);
    }

    /** Topic of the record. */
    public String topic() {
        return place.topic();
    }
}
