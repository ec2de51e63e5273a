/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.topic.StreamKey;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Family;
import io.leeway.stats.inject.Injection;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One stream under one configuration, and beside it, from several moments on, the same stream with known changes in it.
 *
 * <p>At each moment the monitor, as it stands then, is copied once for each size of each change; the copies see the panes with
 * the change until they alert or the horizon is reached. A moment at which the monitor does not judge yet, or an incident is
 * open, is left out. Not thread-safe.
 */
final class TrialRun {

    private final StreamKey stream;
    private final MonitorSettings settings;
    private final KernelFeatureMap map;
    private final List<Plan> plans;
    private final Duration horizon;
    private final Deque<Instant> moments;
    private final KeptInMemory kept = new KeptInMemory();
    private final AgentMonitor monitor;
    private final List<Instant> opened = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private Evaluation last;

    private final class Branch {
        private final Plan plan;
        private final long onset;
        private final Injection injection;
        private final AgentMonitor copy;
        private final KeptInMemory own;

        Branch(Plan plan, long onset, Injection injection) {
            this.plan = plan;
            this.onset = onset;
            this.injection = injection;
            this.own = kept.copy();
            this.copy = new AgentMonitor(
                            settings, map, monitor.state(), own.load(Shelf.HISTORY), own.load(Shelf.PINNED))
                    .withoutDetectability();
        }

        /** Whether it is at its end. */
        boolean accept(PaneEntry pane) {
            Evaluation evaluation = copy.observe(injection.from(onset, pane), own);
            if (alerts(evaluation)) {
                end(List.of(Duration.ofMillis(pane.end() - onset)));
                return true;
            }
            if (pane.end() - onset >= horizon.toMillis()) {
                end(List.of());
                return true;
            }
            return false;
        }

        void end(List<Duration> delay) {
            trials.add(new Trial(plan.change(), plan.size(), 1, delay));
        }
    }

    /**
     * A run that has seen nothing.
     *
     * @param moments when changes begin, in their order
     * @param horizon after how long a change that was not seen counts as missed
     */
    TrialRun(
            StreamKey stream,
            MonitorSettings settings,
            KernelFeatureMap map,
            List<Plan> plans,
            List<Instant> moments,
            Duration horizon) {
        this.stream = stream;
        this.settings = settings;
        this.map = map;
        this.plans = plans;
        this.horizon = horizon;
        this.moments = new ArrayDeque<>(moments);
        this.monitor = new AgentMonitor(settings, map).withoutDetectability();
    }

    void accept(PaneEntry pane) {
        while (!moments.isEmpty() && moments.peek().toEpochMilli() <= pane.start()) {
            moments.remove();
            if (judging()) {
                begin(pane.start());
            }
        }
        branches.removeIf(branch -> branch.accept(pane));
        last = monitor.observe(pane, kept);
        if (alerts(last)) {
            opened.add(Instant.ofEpochMilli(pane.end()));
        }
    }

    private boolean judging() {
        return last != null && (last.state() == Evaluation.State.OK || last.state() == Evaluation.State.WARN);
    }

    private void begin(long onset) {
        List<PaneEntry> before = kept.load(Shelf.HISTORY);
        for (Plan plan : plans) {
            Optional<Injection> injection = plan.change()
                    .injection(stream.toString(), before, map, plan.size(), "trial at " + Instant.ofEpochMilli(onset));
            injection.ifPresent(change -> branches.add(new Branch(plan, onset, change)));
        }
    }

    private static boolean alerts(Evaluation evaluation) {
        return evaluation.decisions().stream()
                .anyMatch(decision ->
                        decision.transition() == Decision.Transition.OPENED && decision.family() != Family.EMBEDDING);
    }

    /** When the stream itself, without any change put into it, alerted. */
    List<Instant> opened() {
        return opened;
    }

    /** What came of the changes that reached their end: those that the history was too short for are left out. */
    List<Trial> trials() {
        return trials;
    }
}
