/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.config.AgentPattern;
import io.leeway.schemas.PaneSummary;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which panes are meant: those that lie wholly in a range of event time, of agents whose id matches a pattern.
 *
 * @param from start of the range, inclusive; null for no bound
 * @param to end of the range, exclusive; null for no bound
 * @param agents the agents; null for all
 */
public record PaneFilter(Instant from, Instant to, AgentPattern agents) implements Predicate<PaneSummary> {

    /** Every pane. */
    public static final PaneFilter ALL = new PaneFilter(null, null, null);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it ends before it begins, or where it begins
     */
    public PaneFilter {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("the range must end after it begins: " + from + " to " + to);
        }
    }

    @Override
    public boolean test(PaneSummary pane) {
        return (from == null || !pane.getPaneStart().isBefore(from))
                && (to == null || !pane.getPaneEnd().isAfter(to))
                && agrees(pane.getAgentId());
    }

    /** Whether an agent's panes are meant, if they are in the range. */
    boolean agrees(String agentId) {
        return agents == null || agents.matches(agentId);
    }
}
