/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.WindowText;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.replay.PaneReplay;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import java.time.Instant;
import java.util.List;

/** One agent under one configuration, pane by pane. Not thread-safe. */
final class AgentRun {

    private final String agentId;
    private final LeewayConfig config;
    private final AlertLedger ledger = new AlertLedger();
    private final Course course = new Course();
    private final PaneReplay replay;
    private long panes;
    private long events;

    AgentRun(String agentId, LeewayConfig config, KernelFeatureMap map) {
        this.agentId = agentId;
        this.config = config;
        this.replay = PaneReplay.alerts(
                config, map, (stream, settings, pane, evaluation) -> course.accept(evaluation), ledger::accept);
    }

    void accept(StreamKey stream, ClosedPane pane) {
        panes++;
        events += stream.isMix() ? 0 : pane.entry().summary().events();
        replay.accept(stream, pane);
    }

    /** What came of it from a moment on. */
    AgentResult result(Instant from, List<Mark> marks) {
        List<PastAlert> alerts = ledger.alerts().stream()
                .filter(alert -> !alert.openedAt().isBefore(from))
                .toList();
        return new AgentResult(
                agentId,
                config.settingsFor(agentId).windows().stream()
                        .map(WindowText::of)
                        .toList(),
                panes,
                events,
                alerts,
                course,
                MarkScore.of(marks, alerts));
    }
}
