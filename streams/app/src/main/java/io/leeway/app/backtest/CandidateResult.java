/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one configuration would have done.
 *
 * @param name what it is called
 * @param configVersion its version
 * @param agents by agent
 */
public record CandidateResult(String name, String configVersion, SortedMap<String, AgentResult> agents) {

    /** Copies the map. */
    public CandidateResult {
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /** All agents together. */
    public MarkScore score() {
        return agents.values().stream().map(AgentResult::score).reduce(MarkScore.NONE, MarkScore::plus);
    }

    /** How many alerts there are. */
    public int alerts() {
        return agents.values().stream().mapToInt(agent -> agent.alerts().size()).sum();
    }
}
