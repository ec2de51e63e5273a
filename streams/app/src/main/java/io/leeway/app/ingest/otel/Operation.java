/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.ingest.otel.Signals.Link;
import java.util.List;

/**
 * A step of an agent, whichever convention describes it.
 *
 * @param element which element of the record it is
 * @param kind what it is
 * @param name what the span is called
 * @param link its ids
 * @param start nanoseconds since 1970, unsigned
 * @param end nanoseconds since 1970, unsigned, 0 if it is not said
 * @param agent the agent it says it belongs to, or null
 * @param service the name of the service, empty if there is none
 * @param input what it was given
 * @param output what came of it, empty if that is not recorded
 * @param facts everything else
 */
record Operation(
        int element,
        Kind kind,
        String name,
        Link link,
        long start,
        long end,
        String agent,
        String service,
        Input input,
        List<Message> output,
        Facts facts) {

    private static final long NANOS = 1_000_000;

    /** What an operation is. */
    enum Kind {
        /** An agent was asked. */
        AGENT,
        /** A model was asked. */
        CALL,
        /** A tool was used. */
        TOOL,
        /** Texts were embedded. */
        EMBEDDING,
        /** Anything else. It stands between the others. */
        OTHER
    }

    /**
     * What is described and not decided on.
     *
     * @param attributes the attributes
     * @param traceState W3C trace state, empty if there is none
     * @param error the kind of error it ended with, or null
     */
    record Facts(Attributes attributes, String traceState, String error) {}

    /** The same, taken for something else. */
    Operation as(Kind other) {
        return new Operation(element, other, name, link, start, end, agent, service, input, output, facts);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** When it began, epoch milliseconds. */
    long startMillis() {
        return Long.divideUnsigned(start, NANOS);
    }

    /** When it ended, epoch milliseconds; when it began, if that is not said or is earlier. */
    long endMillis() {
        return Math.max(startMillis(), Long.divideUnsigned(end, NANOS));
    }
}
