/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An agent under operators' commands, watched by three monitors that must agree: one that goes on undisturbed, one that is
 * rebuilt from what was kept around every command and now and then, and one that keeps nothing but earlier versions, as a replay does.
 */
final class Governed {

    private static final int REBUILT_EVERY = 67;

    final List<Evaluation> evaluations = new ArrayList<>();
    private final MonitorSettings settings;
    private final Traffic traffic;
    private final AgentMonitor undisturbed;
    private final AgentMonitor offline;
    private final MirrorJournal undisturbedPanes = new MirrorJournal();
    private final MirrorJournal panes = new MirrorJournal();
    private final PaneJournal offlinePanes = PaneJournal.offline();
    private final boolean disturbed;
    private int soon;
    private AgentMonitor rebuilt;
    private long next;
    private int issued;

    /** @param disturbed whether one is rebuilt, which is slow */
    Governed(MonitorSettings settings, long seed, boolean disturbed) {
        this.settings = settings;
        this.traffic = new Traffic(seed);
        this.disturbed = disturbed;
        this.undisturbed = new AgentMonitor(settings, Traffic.MAP);
        this.offline = new AgentMonitor(settings, Traffic.MAP);
        this.rebuilt = new AgentMonitor(settings, Traffic.MAP);
    }

    static Command command(String id, Command.Action action) {
        return new Command(id, "ana", 1, "because", action);
    }

    void feed(int number, Mix mix) {
        for (int i = 0; i < number; i++) {
            observe(mix, List.of());
        }
    }

    /** The command takes effect, and the pane after it. */
    Change order(Command.Action action, Mix mix) {
        Evaluation evaluation = observe(mix, List.of(command("k-" + issued++, action)));
        return evaluation.governance().changes().get(0);
    }

    Evaluation observe(Mix mix, List<Command> commands) {
        PaneEntry pane = traffic.pane(next++, 10, mix, Carried.ALL, Traffic.MAP);
        Evaluation evaluation = undisturbed.observe(pane, commands, Optional.empty(), undisturbedPanes);
        if (disturbed) {
            assertThat(offline.observe(pane, commands, Optional.empty(), offlinePanes))
                    .as("pane %s, offline", next)
                    .isEqualTo(evaluation);
            soon = commands.isEmpty() ? soon - 1 : 2;
            if (soon >= 0 || next % REBUILT_EVERY == 0) {
                rebuilt = new AgentMonitor(
                        settings,
                        Traffic.MAP,
                        MonitorState.fromBytes(rebuilt.state().toBytes()),
                        panes.entries(Shelf.HISTORY),
                        panes.entries(Shelf.PINNED));
            }
            assertThat(rebuilt.observe(pane, commands, Optional.empty(), panes))
                    .as("pane %s, rebuilt", next)
                    .isEqualTo(evaluation);
            assertThat(rebuilt.state().toBytes())
                    .as("pane %s, state", next)
                    .isEqualTo(undisturbed.state().toBytes());
        }
        evaluations.add(evaluation);
        return evaluation;
    }

    long next() {
        return next;
    }

    Evaluation last() {
        return evaluations.get(evaluations.size() - 1);
    }

    MonitorState state() {
        return undisturbed.state();
    }

    int kept(Shelf shelf) {
        return undisturbedPanes.entries(shelf).size();
    }

    static Span span(long from, long to) {
        return new Span(Traffic.start(from), Traffic.start(to));
    }

    /** The panes after which incidents of any family opened, from this pane on. */
    List<Family> opened(int from) {
        return families(from, Transition.OPENED);
    }

    List<Family> resolved(int from) {
        return families(from, Transition.RESOLVED);
    }

    private List<Family> families(int from, Transition transition) {
        return evaluations.subList(from, evaluations.size()).stream()
                .flatMap(evaluation -> evaluation.decisions().stream())
                .filter(decision -> decision.transition() == transition)
                .map(decision -> decision.family())
                .toList();
    }

    /** Everything that was done of its own accord or refused, from this pane on. */
    List<String> actions(int from) {
        return evaluations.subList(from, evaluations.size()).stream()
                .flatMap(evaluation -> evaluation.governance().changes().stream())
                .map(change -> change.action() + (change.done() ? "" : " refused"))
                .toList();
    }
}
