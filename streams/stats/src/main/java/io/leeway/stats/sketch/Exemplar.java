/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.text.Excerpt;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One event kept as an example: where to find it and what was measured on it; of its text an excerpt, if the operator allows it.
 *
 * <p>Ids and category values are bounded to 128 characters as in {@link HashedName}; of more than {@value #LARGEST_MAP}
 * numbers or categories the smallest names are kept.
 *
 * <pre>
 *   event id      string
 *   parts         1 byte       1 trace id, 2 session id, 4 vector, 8 excerpt (from version 2 of the exemplars on)
 *   trace id      string       if so
 *   session id    string       if so
 *   occurred at   zigzag       epoch milliseconds
 *   vector        varint dimension, then 1 byte a component; if so
 *   numbers       varint size, then (name: string, value: fixed bits of the double), ascending by name
 *   categories    varint size, then (name: string, value: string), ascending by name
 *   excerpt       string       if so
 * </pre>
 *
 * @param eventId identifies the event
 * @param traceId the trace the event belongs to, or null
 * @param sessionId the session the event belongs to, or null
 * @param occurredAt event time, epoch milliseconds
 * @param vector the direction of the text's embedding, or null if there was no text
 * @param numbers numbers by name
 * @param categories categories by name
 * @param excerpt the beginning of the text or its {@link io.leeway.stats.text.Fingerprint}, or null
 */
public record Exemplar(
        String eventId,
        String traceId,
        String sessionId,
        long occurredAt,
        QuantisedVector vector,
        SortedMap<String, Double> numbers,
        SortedMap<String, String> categories,
        String excerpt) {

    private static final int LARGEST_MAP = 64;
    private static final int TRACE = 1;
    private static final int SESSION = 2;
    private static final int VECTOR = 4;
    private static final int EXCERPT = 8;
    private static final int SMALLEST_NUMBER = 9;
    private static final int SMALLEST_CATEGORY = 2;

    /** An exemplar without an excerpt. */
    public Exemplar(
            String eventId,
            String traceId,
            String sessionId,
            long occurredAt,
            QuantisedVector vector,
            SortedMap<String, Double> numbers,
            SortedMap<String, String> categories) {
        this(eventId, traceId, sessionId, occurredAt, vector, numbers, categories, null);
    }

    /** The same account of an event with another id. */
    Exemplar withEventId(String id) {
        return new Exemplar(id, traceId, sessionId, occurredAt, vector, numbers, categories, excerpt);
    }

    /**
     * Another event at the same time with the same numbers and categories, of which only the vector is known: neither trace,
     * session nor excerpt would be its own.
     */
    public Exemplar withVector(QuantisedVector other) {
        return new Exemplar(eventId, null, null, occurredAt, other, numbers, categories);
    }

    /** The same event with another value of one number that it has. */
    public Exemplar withNumber(String name, double value) {
        SortedMap<String, Double> other = new TreeMap<>(numbers);
        other.put(name, value);
        return new Exemplar(
                eventId,
                traceId,
                sessionId,
                occurredAt,
                vector,
                Collections.unmodifiableSortedMap(other),
                categories,
                excerpt);
    }

    /** The same event with another value of one category that it has. */
    public Exemplar withCategory(String name, String value) {
        SortedMap<String, String> other = new TreeMap<>(categories);
        other.put(name, HashedName.bounded(value));
        return new Exemplar(
                eventId,
                traceId,
                sessionId,
                occurredAt,
                vector,
                numbers,
                Collections.unmodifiableSortedMap(other),
                excerpt);
    }

    /** Refuses an excerpt that is too long to be kept. */
    static void requireExcerpt(String excerpt) {
        if (excerpt != null && excerpt.codePointCount(0, excerpt.length()) > Excerpt.LONGEST) {
            throw new IllegalArgumentException(
                    "excerpt of " + excerpt.length() + " characters is longer than " + Excerpt.LONGEST);
        }
    }

    static Exemplar of(Observation event) {
        TreeMap<String, Double> numbers = new TreeMap<>();
        event.numbers().forEach((name, number) -> keep(numbers, name, number));
        TreeMap<String, String> categories = new TreeMap<>();
        event.categories().forEach((name, value) -> keep(categories, name, HashedName.bounded(value)));
        float[] vector = event.sharedVector();
        return new Exemplar(
                HashedName.bounded(event.eventId()),
                boundedOrNull(event.traceId()),
                boundedOrNull(event.sessionId()),
                event.occurredAt(),
                vector == null ? null : QuantisedVector.of(vector),
                Collections.unmodifiableSortedMap(numbers),
                Collections.unmodifiableSortedMap(categories),
                event.excerpt());
    }

    private static String boundedOrNull(String text) {
        return text == null ? null : HashedName.bounded(text);
    }

    private static <V> void keep(TreeMap<String, V> map, String name, V value) {
        map.put(name, value);
        if (map.size() > LARGEST_MAP) {
            map.pollLastEntry();
        }
    }

    /**
     * Which of two accounts of one event is kept, if they differ: a choice that does not depend on which came first.
     */
    static Exemplar preferred(Exemplar one, Exemplar other) {
        // Encoding is the slow way, and accounts of one event rarely differ.
        return one.equals(other) || Arrays.compareUnsigned(one.toBytes(), other.toBytes()) <= 0 ? one : other;
    }

    /** The same event, with nothing of its text quoted. */
    Exemplar withoutExcerpt() {
        return new Exemplar(eventId, traceId, sessionId, occurredAt, vector, numbers, categories);
    }

    private byte[] toBytes() {
        SummaryOutput out = new SummaryOutput();
        write(out);
        return out.toBytes();
    }

    void write(SummaryOutput out) {
        out.string(eventId);
        out.octet((traceId == null ? 0 : TRACE)
                | (sessionId == null ? 0 : SESSION)
                | (vector == null ? 0 : VECTOR)
                | (excerpt == null ? 0 : EXCERPT));
        if (traceId != null) {
            out.string(traceId);
        }
        if (sessionId != null) {
            out.string(sessionId);
        }
        out.zigzag(occurredAt);
        if (vector != null) {
            vector.write(out);
        }
        out.varint(numbers.size());
        numbers.forEach((name, number) -> {
            out.string(name);
            out.fixed(Double.doubleToLongBits(number));
        });
        out.varint(categories.size());
        categories.forEach((name, value) -> {
            out.string(name);
            out.string(value);
        });
        if (excerpt != null) {
            out.string(excerpt);
        }
    }

    /**
     * Reads everything after the event id.
     *
     * @param excerpts whether there may be excerpts
     */
    static Exemplar read(String eventId, boolean excerpts, SummaryInput in) {
        int parts = in.octet();
        in.require(parts <= (TRACE | SESSION | VECTOR | (excerpts ? EXCERPT : 0)), "an exemplar with parts", parts);
        String traceId = (parts & TRACE) == 0 ? null : in.string();
        String sessionId = (parts & SESSION) == 0 ? null : in.string();
        long occurredAt = in.zigzag();
        QuantisedVector vector = (parts & VECTOR) == 0 ? null : QuantisedVector.read(in);
        TreeMap<String, Double> numbers = new TreeMap<>();
        for (int left = in.length(SMALLEST_NUMBER); left > 0; left--) {
            String name = readName(in, numbers);
            double number = Double.longBitsToDouble(in.fixed());
            in.require(!Double.isNaN(number), "a number that is NaN");
            numbers.put(name, number);
        }
        TreeMap<String, String> categories = new TreeMap<>();
        for (int left = in.length(SMALLEST_CATEGORY); left > 0; left--) {
            String name = readName(in, categories);
            categories.put(name, in.string());
        }
        String excerpt = (parts & EXCERPT) == 0 ? null : in.string();
        in.require(
                excerpt == null || excerpt.codePointCount(0, excerpt.length()) <= Excerpt.LONGEST,
                "an excerpt that is too long");
        return new Exemplar(
                eventId,
                traceId,
                sessionId,
                occurredAt,
                vector,
                Collections.unmodifiableSortedMap(numbers),
                Collections.unmodifiableSortedMap(categories),
                excerpt);
    }

    private static String readName(SummaryInput in, TreeMap<String, ?> before) {
        String name = in.string();
        in.require(before.isEmpty() || name.compareTo(before.lastKey()) > 0, "a name out of order");
        return name;
    }
}
