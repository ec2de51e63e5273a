/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.util.List;

/**
 * One agent under one configuration.
 *
 * @param agentId the agent
 * @param windows its windows, as they are written in a configuration
 * @param panes panes of all its cohorts that were judged
 * @param events events in them
 * @param alerts the alerts that would have opened in the stretch that is reported, in the order of their opening
 * @param course how it stood
 * @param score how the alerts agree with what is known
 */
public record AgentResult(
        String agentId,
        List<String> windows,
        long panes,
        long events,
        List<PastAlert> alerts,
        Course course,
        MarkScore score) {

    /** Copies the lists. */
    public AgentResult {
        windows = List.copyOf(windows);
        alerts = List.copyOf(alerts);
    }
}
