/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.monitor.Evaluation.State;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one step of a comparison of two cohorts came to.
 *
 * @param start start of the step, epoch milliseconds
 * @param end its end
 * @param state how the canary stands beside the control
 * @param tests all comparisons; events are the canary's, those of the reference the control's
 * @param decisions one for each family that was compared or has an open incident
 * @param evidence for the families whose incident opened
 */
public record CohortEvaluation(
        long start,
        long end,
        State state,
        List<Tested> tests,
        List<Decision> decisions,
        Map<Family, Evidence> evidence) {

    /** Copies the collections. */
    public CohortEvaluation {
        tests = List.copyOf(tests);
        decisions = List.copyOf(decisions);
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    }
}
