/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.cohort.CohortAdmission;
import io.leeway.app.cohort.CohortComparison;
import io.leeway.app.cohort.CohortMemory;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.Commands;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.silence.Silences;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.ControlCommand;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Command;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The stages of the service from the closed pane on, without Kafka: panes in, outcomes out, in event time. It is the service's
 * own code with nothing kept, so what it says is what the service says of the same panes.
 *
 * <p>Not thread-safe.
 */
public final class PaneReplay {

    private static final long START = 0;

    private final Function<String, MonitorSettings> settings;
    private final KernelFeatureMap map;
    private final KnownCorpora corpora;
    private final CohortAdmission admission;
    private final Function<String, CohortSettings> cohorts;
    private final OpenAlerts open;
    private final Stages stages;
    private final Map<StreamKey, AgentMonitor> monitors = new HashMap<>();
    private final Map<StreamKey, PaneJournal> journals = new HashMap<>();
    private final ReplayedCommands commands = new ReplayedCommands();
    private long leftOut;

    private PaneReplay(
            Function<String, MonitorSettings> settings,
            Function<String, CohortSettings> cohorts,
            KernelFeatureMap map,
            KnownCorpora corpora,
            OpenAlerts open,
            Stages stages) {
        this.settings = settings;
        this.map = map;
        this.corpora = corpora;
        this.admission = new CohortAdmission(CohortMemory.inProcess());
        this.cohorts = cohorts;
        this.open = open;
        this.stages = stages;
    }

    /**
     * The stages by a configuration, to what the service writes to its topics.
     *
     * @param config the configuration
     * @param map the feature map the panes were computed with
     * @param corpora what the agents can look up
     * @param consumer receives the outcomes
     */
    public static PaneReplay outcomes(
            LeewayConfig config, KernelFeatureMap map, KnownCorpora corpora, Consumer<Outcome> consumer) {
        return of(config, map, corpora, consumer, true, (outcomes, open) -> (stream, settings, pane, evaluation) -> {
            outcomes.of(stream, settings, pane, evaluation, open).forEach(consumer);
        });
    }

    /**
     * The same without the records of every pane, which only say what the evaluations do: evaluations as they are, and what
     * happens to alerts.
     *
     * @param evaluated receives the evaluations
     * @param alerts receives the alerts and their audit
     */
    public static PaneReplay alerts(
            LeewayConfig config, KernelFeatureMap map, Evaluated evaluated, Consumer<Outcome> alerts) {
        return of(
                config,
                map,
                KnownCorpora.NONE,
                alerts,
                false,
                (outcomes, open) -> (stream, settings, pane, evaluation) -> {
                    evaluated.accept(stream, settings, pane, evaluation);
                    outcomes.told(stream, settings, evaluation, open).forEach(alerts);
                });
    }

    /**
     * Agents with the same settings whose evaluations are wanted as they are.
     *
     * @param settings the settings of all agents
     * @param map the feature map the panes were computed with
     * @param corpora what the agents can look up
     * @param consumer receives the evaluations
     */
    static PaneReplay evaluations(
            MonitorSettings settings, KernelFeatureMap map, KnownCorpora corpora, Evaluated consumer) {
        return new PaneReplay(
                agent -> settings,
                agent -> CohortSettings.NONE,
                map,
                corpora,
                OpenAlerts.inMemory(),
                new Stages((stream, pane, mutedUntil) -> {}, consumer, (stream, pane) -> {}, false));
    }

    private static PaneReplay of(
            LeewayConfig config,
            KernelFeatureMap map,
            KnownCorpora corpora,
            Consumer<Outcome> consumer,
            boolean reports,
            Recording recording) {
        OpenAlerts open = OpenAlerts.inMemory();
        RunIdentity run = new RunIdentity(config.applicationId(), config.configVersion(), map.digest());
        NoDataOutcomes silent = new NoDataOutcomes(run, config.live());
        Silences silences = new Silences(time -> silent, Silences.nowhere(), open);
        CohortComparison comparison = new CohortComparison(
                InForce.always(config.live()),
                map,
                version -> new CohortOutcomes(run, config.links()),
                CohortMemory.inProcess(),
                open,
                Integer.MAX_VALUE);
        return new PaneReplay(
                config::settingsFor,
                config::cohortsOf,
                map,
                corpora,
                open,
                new Stages(
                        (stream, pane, mutedUntil) -> silences.pane(
                                        stream,
                                        pane.entry().start(),
                                        pane.entry().end(),
                                        START,
                                        mutedUntil)
                                .forEach(consumer),
                        recording.of(new Outcomes(run, config.links()), open),
                        (stream, pane) ->
                                comparison.observe(stream, pane.entry()).forEach(consumer),
                        reports));
    }

    /** Receives the evaluation of each closed pane. */
    @FunctionalInterface
    public interface Evaluated {
        /** Takes one evaluation, of the stream's panes in the order of event time. */
        void accept(StreamKey stream, MonitorSettings settings, ClosedPane pane, Evaluation evaluation);
    }

    /** What agents can look up. */
    @FunctionalInterface
    public interface KnownCorpora {
        /** No agent has a corpus. */
        KnownCorpora NONE = (agentId, pane) -> Optional.empty();

        /** The agent's corpus in force at a pane, embedded as its texts are. */
        Optional<Corpus> inForce(String agentId, PaneEntry pane);
    }

    /** What becomes of the evaluations. */
    private interface Recording {
        Evaluated of(Outcomes outcomes, OpenAlerts open);
    }

    /** Is told of each closed pane before its evaluation. */
    private interface Before {
        void accept(StreamKey stream, ClosedPane pane, LongSupplier mutedUntil);
    }

    /** Is told of each closed pane after its evaluation. */
    private interface After {
        void accept(StreamKey stream, ClosedPane pane);
    }

    /** What happens to a closed pane, and whether somebody reads the reports. */
    private record Stages(Before before, Evaluated evaluated, After after, boolean reports) {}

    private AgentMonitor monitor(MonitorSettings own) {
        AgentMonitor monitor = new AgentMonitor(own, map);
        return stages.reports() ? monitor : monitor.withoutDetectability();
    }

    /**
     * Takes in the next pane of a stream.
     *
     * @param pane a pane later than all before of this stream
     */
    public void accept(StreamKey stream, ClosedPane pane) {
        if (!admission.admits(stream, cohorts.apply(stream.agentId()))) {
            leftOut++;
            return;
        }
        MonitorSettings own = settings.apply(stream.agentId());
        AgentMonitor monitor = monitors.computeIfAbsent(stream, key -> monitor(own));
        stages.before().accept(stream, pane, () -> monitor.state().governed().mutedUntil());
        PaneJournal journal = journals.computeIfAbsent(stream, key -> PaneJournal.offline());
        List<Command> due =
                Commands.of(stream, own, commands.due(stream, pane.entry().end()), open);
        stages.evaluated()
                .accept(
                        stream,
                        own,
                        pane,
                        monitor.observe(pane.entry(), due, corpora.inForce(stream.agentId(), pane.entry()), journal));
        stages.after().accept(stream, pane);
    }

    /**
     * Takes in an operator's command, before the panes it is about. It takes effect at the first pane of its agent that ends
     * later than the event time it names, or than when it was given.
     *
     * @throws io.leeway.app.control.BadCommandException if nothing can be done with it whatever the agent
     */
    public void command(ControlCommand command) {
        commands.add(command);
    }

    /** Commands that waited for a pane that did not come. */
    public long waiting() {
        return commands.waiting();
    }

    /** Panes of cohorts beyond the most that are monitored. */
    public long leftOut() {
        return leftOut;
    }
}
