/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.List;

/**
 * What one evaluation of one family came to.
 *
 * @param family the family
 * @param status how the family stands now
 * @param transition what happened to its incident
 * @param incident the incident that the transition is about, or the open one, or null
 * @param reasons the significant comparisons, the strongest first
 * @param after what to remember
 */
public record Decision(
        Family family,
        Status status,
        Transition transition,
        FamilyState.Incident incident,
        List<Tested> reasons,
        FamilyState after) {

    /** How a family stands. */
    public enum Status {
        /** Nothing to see. */
        OK,
        /** Near the threshold, or significant for the first time. */
        WARN,
        /** An incident is open. */
        DRIFT
    }

    /** What happened to the incident. */
    public enum Transition {
        /** Nothing. */
        NONE,
        /** It opened. */
        OPENED,
        /** It became large. */
        ESCALATED,
        /** It grew, or reached other features. */
        UPDATED,
        /** It closed. */
        RESOLVED
    }

    /** The end of an incident that can no longer be decided on. */
    public static Decision abandoned(Family family, FamilyState.Incident incident) {
        return new Decision(family, Status.OK, Transition.RESOLVED, incident, List.of(), FamilyState.INITIAL);
    }

    /** Whether there is something new to say about an open incident. */
    public boolean tells() {
        return transition == Transition.OPENED
                || transition == Transition.ESCALATED
                || transition == Transition.UPDATED;
    }
}
