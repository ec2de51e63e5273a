/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one family remembers from one evaluation to the next.
 *
 * @param incident the open incident, or null
 * @param recent for each detector that was significant of late, its last evaluations as bits, newest lowest
 * @param quietSince end of the first pane of the present run of quiet evaluations, or {@link #NEVER}
 * @param clip no window of the agent reaches back before this time: what lies before belongs to a closed incident
 */
public record FamilyState(Incident incident, SortedMap<DetectorKey, Integer> recent, long quietSince, long clip) {

    /** No such time. */
    public static final long NEVER = Long.MIN_VALUE;

    /** The state before the first evaluation. */
    public static final FamilyState INITIAL = new FamilyState(null, Collections.emptySortedMap(), NEVER, NEVER);

    /** Copies the map. */
    public FamilyState {
        recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
    }

    /**
     * An open incident.
     *
     * @param openedAt end of the pane whose evaluation opened it; with agent and family it makes the alert's id
     * @param suspectedFrom start of the window that first pointed to it
     */
    public record Incident(long openedAt, long suspectedFrom) {}
}
