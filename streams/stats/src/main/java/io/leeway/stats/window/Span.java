/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

/**
 * A stretch of event time.
 *
 * @param start epoch milliseconds, inclusive
 * @param end epoch milliseconds, exclusive
 */
public record Span(long start, long end) {

    /** Whether the two stretches share any time. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** The shortest stretch that covers both. */
    public Span hull(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }
}
