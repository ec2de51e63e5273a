/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A monitor fed with traffic, and what it said. */
final class Monitored {

    /** Short windows and a short gap, so that scenarios need few panes; the budget is the default one. */
    static final MonitorSettings SETTINGS = settings(
            List.of(
                    WindowSpec.ofDuration(Duration.ofMinutes(20)),
                    WindowSpec.ofDuration(Duration.ofHours(1)),
                    WindowSpec.ofDuration(Duration.ofHours(2))),
            new ReferenceSpec.Trailing(Duration.ofDays(1), Duration.ofMinutes(30)));

    /**
     * A transition of an incident.
     *
     * @param pane number of the pane that led to it
     */
    record Event(long pane, Decision decision, Evidence evidence) {
        Family family() {
            return decision.family();
        }
    }

    final List<Event> opened = new ArrayList<>();
    final List<Event> resolved = new ArrayList<>();
    final List<Evaluation> evaluations = new ArrayList<>();
    final Traffic traffic;
    private final AgentMonitor monitor;
    private Corpus corpus;
    private long next;

    Monitored(long seed) {
        this(SETTINGS, new Traffic(seed));
    }

    Monitored(MonitorSettings settings, Traffic traffic) {
        this.traffic = traffic;
        this.monitor = new AgentMonitor(settings, Traffic.MAP);
    }

    static MonitorSettings settings(List<WindowSpec> windows, ReferenceSpec... references) {
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        return new MonitorSettings(
                defaults.pane(),
                defaults.grace(),
                windows,
                List.of(references),
                defaults.expectedRunLength(),
                defaults.features());
    }

    /** Feeds {@code panes} panes of ten events each. */
    void feed(int panes, Mix mix) {
        feed(panes, 10, mix, Carried.ALL);
    }

    void feed(int panes, int size, Mix mix, Carried carried) {
        for (int i = 0; i < panes; i++) {
            observe(traffic.pane(next, size, mix, carried, Traffic.MAP));
        }
    }

    Evaluation observe(PaneEntry pane) {
        Evaluation evaluation = monitor.observe(pane, List.of(), Optional.ofNullable(corpus), PaneJournal.none());
        for (Decision decision : evaluation.decisions()) {
            Event event = new Event(next, decision, evaluation.evidence().get(decision.family()));
            if (decision.transition() == Transition.OPENED) {
                opened.add(event);
            } else if (decision.transition() == Transition.RESOLVED) {
                resolved.add(event);
            }
        }
        evaluations.add(evaluation);
        next++;
        return evaluation;
    }

    /** From the next pane on the agent has this corpus, or none. */
    void know(Corpus known) {
        corpus = known;
    }

    /** Lets time pass without a pane. */
    void silence(int panes) {
        next += panes;
    }

    long next() {
        return next;
    }

    Evaluation last() {
        return evaluations.get(evaluations.size() - 1);
    }

    MonitorState state() {
        return monitor.state();
    }

    List<Family> openedFamilies() {
        return opened.stream().map(Event::family).toList();
    }
}
