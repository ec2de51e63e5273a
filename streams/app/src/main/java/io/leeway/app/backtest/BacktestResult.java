/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What configurations would have done.
 *
 * @param from start of the stretch that is reported
 * @param to its end
 * @param panes panes that were judged, those before the stretch included
 * @param marks what is known of the history
 * @param candidates the configurations, the one in question first
 * @param seconds how long it took
 */
public record BacktestResult(
        Instant from, Instant to, long panes, List<Mark> marks, List<CandidateResult> candidates, double seconds) {

    /** Copies the lists. */
    public BacktestResult {
        marks = List.copyOf(marks);
        candidates = List.copyOf(candidates);
    }

    /** The configuration in question. */
    public CandidateResult candidate() {
        return candidates.get(0);
    }

    /** The one it is compared with, if any. */
    public Optional<CandidateResult> current() {
        return candidates.size() < 2 ? Optional.empty() : Optional.of(candidates.get(1));
    }

    /** The marks of one agent. */
    List<Mark> marksOf(String agentId) {
        return marks.stream().filter(mark -> mark.agents().matches(agentId)).toList();
    }

    /** What is always or never said would score on the agents that there are. */
    MarkScore baseline(boolean always) {
        return candidate().agents().keySet().stream()
                .map(agent -> always ? MarkScore.always(marksOf(agent)) : MarkScore.never(marksOf(agent)))
                .reduce(MarkScore.NONE, MarkScore::plus);
    }
}
