/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.evidence.Witness;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.limit.LimitResult;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one closed pane came to for the limits.
 *
 * @param results what each window says about each limit; nothing for features without values
 * @param decisions one for each feature with limits that was judged or has an open incident
 * @param witnesses for the features whose incident opened: events beyond the strongest breach's bound
 */
public record LimitFindings(
        List<LimitResult> results, List<LimitDecision> decisions, Map<String, List<Witness>> witnesses) {

    /** Nothing is limited. */
    public static final LimitFindings NONE = new LimitFindings(List.of(), List.of(), Map.of());

    /** Copies the collections. */
    public LimitFindings {
        results = List.copyOf(results);
        decisions = List.copyOf(decisions);
        witnesses = Collections.unmodifiableMap(new TreeMap<>(witnesses));
    }

    /** Whether some limit's incident is open. */
    boolean open() {
        return decisions.stream().anyMatch(decision -> decision.after().incident() != null);
    }
}
