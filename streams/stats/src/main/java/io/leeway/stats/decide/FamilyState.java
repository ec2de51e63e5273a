/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
     * @param told what was last said about it
     */
    public record Incident(long openedAt, long suspectedFrom, Told told) {

        /** The incident after something more was said about it. */
        Incident with(Told later) {
            return new Incident(openedAt, suspectedFrom, told.then(later));
        }
    }

    /**
     * What was last said about an incident.
     *
     * @param at end of the pane that led to it, epoch milliseconds
     * @param severity how much attention it asked for
     * @param strength the largest effect, in units of its gate
     * @param features the features that had moved
     */
    public record Told(long at, Severity severity, double strength, SortedSet<String> features) {

        /** Copies the features. */
        public Told {
            features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
        }

        /** What has been said in all: an incident does not become smaller in the telling. */
        private Told then(Told later) {
            SortedSet<String> all = new TreeSet<>(features);
            all.addAll(later.features);
            return new Told(
                    later.at,
                    severity.compareTo(later.severity) > 0 ? severity : later.severity,
                    StrictMath.max(strength, later.strength),
                    all);
        }

        /** What significant comparisons say. */
        public static Told of(long at, List<Tested> reasons) {
            double strength = 0;
            SortedSet<String> features = new TreeSet<>();
            for (Tested test : reasons) {
                strength = StrictMath.max(strength, test.strength());
                features.add(test.key().feature());
            }
            return new Told(at, Severity.of(strength), strength, features);
        }
    }
}
