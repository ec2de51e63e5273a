/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.io.IOException;
import java.util.Arrays;

/**
 * A turn that has been counted, or was found to be counted by the calls that it made.
 *
 * @param digest the digest of what the user said
 * @param span id of the span, 0 if it has none
 * @param users how many messages of the user there were
 * @param by what counted it
 * @param agent a hash of the agent's name, so that a turn is told from the same words to another agent
 * @param start when the span began, epoch milliseconds
 * @param end when it ended, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
record CountedTurn(byte[] digest, long span, int users, By by, int agent, long start, long end) {

    /** Clocks of two machines may differ by so much: a call may seem to begin before the agent that makes it. */
    private static final long SLACK = 1_000;

    /** What counted a turn. */
    enum By {
        /** A call of a model, of which no agent has said that it made it. */
        CALL(0),
        /** A call of a model that an agent made. */
        CLAIMED_CALL(1),
        /** An agent. */
        AGENT(2);

        /** As it is stored. */
        final int code;

        By(int code) {
            this.code = code;
        }

        /** What a stored code stands for. */
        static By of(int code) throws IOException {
            for (By by : values()) {
                if (by.code == code) {
                    return by;
                }
            }
            throw new IOException("a turn counted by nothing known: " + code);
        }
    }

    /** The same, with an agent that has said that it made the call. */
    CountedTurn claimed() {
        return new CountedTurn(digest, span, users, By.CLAIMED_CALL, agent, start, end);
    }

    boolean says(byte[] text) {
        return Arrays.equals(digest, text);
    }

    /** Whether it began during a span. */
    boolean began(long from, long to) {
        return start >= from - SLACK && start <= to + SLACK;
    }

    /** Whether a moment lies in it. */
    boolean spans(long time) {
        return time >= start - SLACK && time <= end + SLACK;
    }

    /** Whether one of two spans encloses the other, or both are the same. */
    boolean nests(long from, long to) {
        return (from >= start && to <= end) || (start >= from && end <= to);
    }
}
