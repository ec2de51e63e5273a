/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.sketch.PaneSummary;

/**
 * A closed pane, or several consecutive ones merged into a coarser entry.
 *
 * @param start event time at which the entry begins, epoch milliseconds, inclusive
 * @param end event time at which it ends, epoch milliseconds, exclusive
 * @param summary what happened in between
 */
public record PaneEntry(long start, long end, PaneSummary summary) {

    /** Checks that the entry covers a positive span. */
    public PaneEntry {
        if (end <= start) {
            throw new IllegalArgumentException("a pane must end after it starts: " + start + " to " + end);
        }
    }

    /** The time it covers. */
    Span span() {
        return new Span(start, end);
    }

    /** The entry without its sample of events. */
    PaneEntry withoutExemplars() {
        return new PaneEntry(start, end, summary.withoutExemplars());
    }

    /** The entry that covers this one and a later one, with everything both have seen. */
    PaneEntry mergedWith(PaneEntry later) {
        PaneSummary both = summary.copy();
        both.merge(later.summary);
        return new PaneEntry(start, later.end, both);
    }
}
