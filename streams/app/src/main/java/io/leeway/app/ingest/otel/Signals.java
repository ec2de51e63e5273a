/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an OTLP record holds, whichever form it came in: spans or log records, never both.
 *
 * @param spans its spans, in their order
 * @param logs its log records, in their order
 */
record Signals(List<Span> spans, List<Log> logs) {

    static Signals ofSpans(List<Span> spans) {
        return new Signals(List.copyOf(spans), List.of());
    }

    static Signals ofLogs(List<Log> logs) {
        return new Signals(List.of(), List.copyOf(logs));
    }

    /**
     * A span.
     *
     * @param element which of the record's spans, from 0
     * @param link its ids
     * @param traceState W3C trace state, empty if there is none
     * @param name its name
     * @param start nanoseconds since 1970, unsigned, 0 if it is not said
     * @param end as the start
     * @param failed whether its status is an error
     * @param attributes its attributes
     * @param dropped whether some of its attributes were dropped, because there were too many
     * @param moments its events
     * @param resource the attributes of the resource
     */
    record Span(
            int element,
            Link link,
            String traceState,
            String name,
            long start,
            long end,
            boolean failed,
            Attributes attributes,
            boolean dropped,
            List<Moment> moments,
            Attributes resource) {}

    /**
     * The event of a span.
     *
     * @param name its name
     * @param attributes its attributes
     */
    record Moment(String name, Attributes attributes) {}

    /**
     * A log record.
     *
     * @param element which of the record's log records, from 0
     * @param link the span it was written in
     * @param time nanoseconds since 1970, unsigned, of the event or else of its observation, 0 if neither is said
     * @param name the name of the event, empty if it is none
     * @param body the body, a null node if there is none
     * @param attributes its attributes
     * @param resource the attributes of the resource
     */
    record Log(
            int element,
            Link link,
            long time,
            String name,
            JsonNode body,
            Attributes attributes,
            Attributes resource) {}

    /**
     * Ids, hexadecimal.
     *
     * @param trace the trace, or null
     * @param span the span, or null
     * @param parent the parent, or null
     */
    record Link(String trace, String span, String parent) {

        /** With ids of zeros only, of no length or of a wrong one left out: these stand for none. */
        static Link of(String trace, String span, String parent) {
            return new Link(id(trace, 32), id(span, 16), id(parent, 16));
        }

        private static String id(String hex, int length) {
            return hex.length() != length || hex.chars().allMatch(c -> c == '0') ? null : hex;
        }
    }
}
