/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the limits of one feature remember from one evaluation to the next.
 *
 * @param incident the open incident, or null
 * @param recent for each limit, by name, that was breached of late, its last evaluations as bits, newest lowest
 * @param broken the limits, by name, that were breached since the incident opened
 * @param quietSince end of the first pane of the present run of evaluations within all bounds, or {@link #NEVER}
 * @param clip no window of the feature reaches back before this time: what lies before belongs to a closed incident
 */
public record LimitState(
        Incident incident, SortedMap<String, Integer> recent, SortedSet<String> broken, long quietSince, long clip) {

    /** No such time. */
    public static final long NEVER = Long.MIN_VALUE;

    /** The state before the first evaluation. */
    public static final LimitState INITIAL =
            new LimitState(null, Collections.emptySortedMap(), Collections.emptySortedSet(), NEVER, NEVER);

    /** Copies the collections. */
    public LimitState {
        recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
        broken = Collections.unmodifiableSortedSet(new TreeSet<>(broken));
    }

    /**
     * An open incident.
     *
     * @param openedAt end of the pane whose evaluation opened it; with agent and feature it makes the alert's id
     * @param suspectedFrom start of the shortest window that broke a limit
     * @param window position of that window, the one that has to see the bound kept
     */
    public record Incident(long openedAt, long suspectedFrom, int window) {}
}
