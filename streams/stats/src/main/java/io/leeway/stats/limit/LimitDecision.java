/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.decide.Decision.Transition;
import java.util.List;

/**
 * What one evaluation of the limits of one feature came to.
 *
 * @param feature the feature
 * @param transition what happened to its incident
 * @param incident the incident that the transition is about, or the open one, or null
 * @param reasons the breaches, strongest first
 * @param after what to remember
 */
public record LimitDecision(
        String feature,
        Transition transition,
        LimitState.Incident incident,
        List<LimitResult> reasons,
        LimitState after) {

    /** Copies the list. */
    public LimitDecision {
        reasons = List.copyOf(reasons);
    }
}
