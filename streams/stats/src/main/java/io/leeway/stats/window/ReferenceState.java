/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be remembered, beside the kept panes, to find the same references again after a restart.
 *
 * @param firstStart start of the agent's first pane, or {@link #UNKNOWN}
 * @param trailing the span the trailing reference was last taken from, or null while there is none
 * @param pinned the span the pinned reference was taken from, or null while there is none
 * @param excluded spans of incidents, which no trailing reference may learn, in the order of their resolution
 */
public record ReferenceState(long firstStart, Span trailing, Span pinned, List<Span> excluded) {

    /** No pane has been seen yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The state before the first pane. */
    public static final ReferenceState INITIAL = new ReferenceState(UNKNOWN, null, null, List.of());

    private static final int MOST_EXCLUDED = 64;

    /** Copies the list. */
    public ReferenceState {
        excluded = List.copyOf(excluded);
    }

    /** Without the references that nobody asks for any more. */
    ReferenceState keeping(boolean keepTrailing, boolean keepPinned) {
        return new ReferenceState(firstStart, keepTrailing ? trailing : null, keepPinned ? pinned : null, excluded);
    }

    ReferenceState withFirstStart(long start) {
        return new ReferenceState(start, trailing, pinned, excluded);
    }

    /** Exclusions that end by {@code settled} have done their work: their panes are gone. */
    ReferenceState withTrailing(Span span, long settled) {
        return new ReferenceState(
                firstStart,
                span,
                pinned,
                excluded.stream().filter(other -> other.end() > settled).toList());
    }

    ReferenceState withPinned(Span span) {
        return new ReferenceState(firstStart, trailing, span, excluded);
    }

    /** Beyond the bound the newest two become one that covers both: the oldest lie where something has been learnt. */
    ReferenceState withExcluded(Span span) {
        List<Span> spans = new ArrayList<>(excluded);
        Span newest = spans.size() < MOST_EXCLUDED ? span : span.hull(spans.remove(spans.size() - 1));
        spans.add(newest);
        return new ReferenceState(firstStart, trailing, pinned, spans);
    }
}
