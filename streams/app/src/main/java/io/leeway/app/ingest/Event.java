/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.topic.StreamKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One input of an agent, whatever format it arrived in. Absent and null values are not in the maps.
 *
 * @param eventId the producer's id, or a digest of the record when it has none
 * @param key agent and cohort
 * @param occurredAt when the agent received the input
 * @param sessionId conversation, or null
 * @param traceId trace, or null
 * @param text what was said, or null
 * @param numbers measured on the event
 * @param categories observed on the event
 * @param embedding the vector of the text, when the producer has embedded it already, or null
 * @param embeddingModel the model of that vector, or null
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record Event(
        String eventId,
        StreamKey key,
        Instant occurredAt,
        String sessionId,
        String traceId,
        String text,
        SortedMap<String, Double> numbers,
        SortedMap<String, String> categories,
        float[] embedding,
        String embeddingModel) {

    /** Copies the maps. */
    public Event {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
        categories = Collections.unmodifiableSortedMap(new TreeMap<>(categories));
    }

    /** The same event with another text. */
    public Event withText(String other) {
        return new Event(
                eventId, key, occurredAt, sessionId, traceId, other, numbers, categories, embedding, embeddingModel);
    }

    /** A vector as records have it, null if they have none. */
    public static float[] vector(List<Float> values) {
        if (values == null) {
            return null;
        }
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return vector;
    }
}
