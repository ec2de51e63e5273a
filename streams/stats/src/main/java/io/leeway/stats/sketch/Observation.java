/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the statistics see of one event: of its text at most an excerpt, which they count nothing of.
 *
 * @param eventId identifies the event; the same event seen twice has the same id
 * @param traceId the trace the event belongs to, or null
 * @param sessionId the session the event belongs to, or null
 * @param occurredAt event time, epoch milliseconds
 * @param textState what became of the text
 * @param vector the text's embedding, present exactly when {@code textState} is {@link TextState#PRESENT}; copied on the
 *     way in and out
 * @param numbers numbers by name; infinite is allowed, NaN is not: a missing number is left out
 * @param categories categories by name; a missing category is left out. Names of more than 128 characters are cut as in
 *     {@link CategorySummary}
 * @param mismatch what the vector is that cannot be compared, in words that name its model and length; present exactly when
 *     {@code textState} is {@link TextState#MISMATCHED}
 * @param excerpt the beginning of the text, at most {@value io.leeway.stats.text.Excerpt#LONGEST} code points, or null: it is
 *     there only where the operator allows it
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record Observation(
        String eventId,
        String traceId,
        String sessionId,
        long occurredAt,
        TextState textState,
        float[] vector,
        SortedMap<String, Double> numbers,
        SortedMap<String, String> categories,
        String mismatch,
        String excerpt) {

    /**
     * Copies what could change and checks the rules above.
     *
     * @throws IllegalArgumentException if a number is NaN, the vector does not agree with the text state, or the excerpt is too
     *     long
     */
    public Observation {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(textState, "textState");
        if ((textState == TextState.PRESENT) != (vector != null)) {
            throw new IllegalArgumentException("event " + eventId + " has text " + textState + " and "
                    + (vector == null ? "no vector" : "a vector")
                    + "; a vector is there exactly when the text is PRESENT");
        }
        if ((textState == TextState.MISMATCHED) != (mismatch != null)) {
            throw new IllegalArgumentException("event " + eventId + " has text " + textState + " and the mismatch "
                    + mismatch + "; a mismatch is named exactly when the text is MISMATCHED");
        }
        Exemplar.requireExcerpt(excerpt);
        vector = vector == null ? null : vector.clone();
        numbers = sorted(numbers);
        categories = sorted(categories);
        numbers.forEach((name, number) -> {
            if (number.isNaN()) {
                throw new IllegalArgumentException(
                        "number " + name + " of event " + eventId + " is NaN; leave a missing number out");
            }
        });
    }

    /** An observation without an excerpt, whose vector, if it has one, can be compared. */
    public Observation(
            String eventId,
            String traceId,
            String sessionId,
            long occurredAt,
            TextState textState,
            float[] vector,
            SortedMap<String, Double> numbers,
            SortedMap<String, String> categories) {
        this(eventId, traceId, sessionId, occurredAt, textState, vector, numbers, categories, null, null);
    }

    /** A copy of the embedding, or null. */
    @Override
    public float[] vector() {
        return vector == null ? null : vector.clone();
    }

    /** The embedding itself, for code of this package that only reads it. */
    float[] sharedVector() {
        return vector;
    }

    /** In the natural order of bounded names, whatever comparator the given map had. */
    private static <V> SortedMap<String, V> sorted(SortedMap<String, V> given) {
        TreeMap<String, V> copy = new TreeMap<>();
        given.forEach((name, value) -> copy.put(
                HashedName.bounded(Objects.requireNonNull(name, "name")), Objects.requireNonNull(value, name)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
