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
import io.leeway.app.cohort.CohortMix;
import io.leeway.app.config.Caps;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.control.Commands;
import io.leeway.app.corpus.CorpusRules;
import io.leeway.app.embed.Embedding;
import io.leeway.app.embed.WrongVectorException;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Fault;
import io.leeway.app.ingest.FaultyPartsException;
import io.leeway.app.ingest.FeatureExtractor;
import io.leeway.app.ingest.InputDecoders;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.LocalPanes;
import io.leeway.app.pane.PaneMerge;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.privacy.TextDoor;
import io.leeway.app.service.Ports;
import io.leeway.app.silence.Silences;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.schemas.ControlCommand;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Command;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The stages of the service without Kafka: events in, outcomes out, in event time. It is the service's own code with one
 * input partition and nothing kept, so what it says is what the service says of the same events.
 */
public final class Replay implements AutoCloseable {

    private static final SourcePartition SOURCE = new SourcePartition("replay", 0);
    private static final long START = 0;
    private static final long END = Long.MAX_VALUE / 2;

    // A recording may be dated anywhere: nothing in it is ahead of a clock, so that nothing is taken back.
    private static final Clock NO_FUTURE = Clock.fixed(Instant.ofEpochMilli(END), ZoneOffset.UTC);
    private static final InputFrontier EVERYTHING = (source, reader) -> Long.MAX_VALUE;

    private final Function<String, MonitorSettings> settings;
    private final ReplayedInputs inputs;
    private final FeatureExtractor extractor;
    private final Embedding embedding;
    private final KernelFeatureMap map;
    private final Caps caps;
    private final LocalPanes local;
    private final PaneMerge merge;
    private final Map<StreamKey, AgentMonitor> monitors = new HashMap<>();
    private final Map<StreamKey, PaneJournal> journals = new HashMap<>();
    private final ReplayedCommands commands = new ReplayedCommands();
    private final OpenAlerts open;
    private final Stages stages;
    private final ReplayedCorpora corpora;
    private final CohortAdmission admission;
    private final Function<String, CohortSettings> cohorts;
    private long offset;
    private long late;
    private long leftOut;

    /**
     * A replay that has seen nothing.
     *
     * @param config the configuration
     * @param ports the model; the rest is not used
     * @param consumer receives the outcomes
     */
    public Replay(LeewayConfig config, Ports ports, Consumer<Outcome> consumer) {
        this(
                config,
                ports.embedder(),
                new KernelFeatureMap(ports.featureMap()),
                OpenAlerts.inMemory(),
                new RunIdentity(
                        config.applicationId(),
                        config.configVersion(),
                        ports.featureMap().digest()),
                consumer);
    }

    private Replay(
            LeewayConfig config,
            Embedder embedder,
            KernelFeatureMap map,
            OpenAlerts open,
            RunIdentity run,
            Consumer<Outcome> consumer) {
        this(
                config::settingsFor,
                config::cohortsOf,
                config.defaults(),
                config.idleTimeout(),
                config.textDoor(),
                config.privacy().kept(),
                config.caps(),
                new ReplayedInputs(InputDecoders.of(config, embedder.identity().name())),
                embedder,
                map,
                config.corpora().items(),
                open,
                new Stages(
                        gaps(config, run, open, consumer),
                        records(new Outcomes(run, config.links()), open, consumer),
                        cohorts(config, map, run, open, consumer)));
    }

    /**
     * A replay of agents with the same settings whose evaluations are wanted as they are, not as records.
     *
     * @param settings the settings of all agents
     * @param embedder the model
     * @param map the feature map of the model's vectors
     * @param consumer receives the evaluations
     */
    public Replay(MonitorSettings settings, Embedder embedder, KernelFeatureMap map, Evaluated consumer) {
        this(
                agent -> settings,
                agent -> CohortSettings.NONE,
                settings,
                Duration.ZERO,
                TextDoor.OPEN,
                KeptText.NOTHING,
                Caps.NONE,
                new ReplayedInputs(),
                embedder,
                map,
                Integer.MAX_VALUE,
                OpenAlerts.inMemory(),
                new Stages((stream, pane, mutedUntil) -> {}, consumer, (stream, pane, mutedUntil) -> {}));
    }

    private Replay(
            Function<String, MonitorSettings> settings,
            Function<String, CohortSettings> cohorts,
            MonitorSettings shared,
            Duration idleTimeout,
            TextDoor door,
            KeptText kept,
            Caps caps,
            ReplayedInputs inputs,
            Embedder embedder,
            KernelFeatureMap map,
            int corpusItems,
            OpenAlerts open,
            Stages stages) {
        this.settings = settings;
        this.inputs = inputs;
        this.cohorts = cohorts;
        this.extractor = new FeatureExtractor(InForce.always(LiveSettings.of(settings, cohorts)), door, NO_FUTURE);
        this.admission = new CohortAdmission(CohortMemory.inProcess());
        this.embedding = new Embedding(embedder, kept);
        this.map = map;
        this.open = open;
        this.stages = stages;
        this.caps = caps;
        this.local = new LocalPanes(SOURCE, shared, map, caps.summaryLimits(), caps.agents(), new Memory());
        this.merge = new PaneMerge(
                Set.of(SOURCE),
                shared.pane().toMillis(),
                shared.grace().toMillis(),
                idleTimeout.toMillis(),
                new Memory());
        this.corpora = new ReplayedCorpora(
                embedder,
                new CorpusRules(map.digest(), corpusItems, shared.pane().toMillis()));
    }

    /** Receives the evaluation of each closed pane. */
    @FunctionalInterface
    public interface Evaluated {
        /** Takes one evaluation, of the stream's panes in the order of event time. */
        void accept(StreamKey stream, MonitorSettings settings, ClosedPane pane, Evaluation evaluation);
    }

    /** Is told of each closed pane. */
    @FunctionalInterface
    private interface Closed {
        void accept(StreamKey stream, ClosedPane pane, LongSupplier mutedUntil);
    }

    private static Closed gaps(LeewayConfig config, RunIdentity run, OpenAlerts open, Consumer<Outcome> consumer) {
        NoDataOutcomes outcomes = new NoDataOutcomes(run, config.live());
        Silences silences = new Silences(time -> outcomes, Silences.nowhere(), open);
        return (stream, pane, mutedUntil) -> silences.pane(
                        stream, pane.entry().start(), pane.entry().end(), START, mutedUntil)
                .forEach(consumer);
    }

    private static Closed cohorts(
            LeewayConfig config, KernelFeatureMap map, RunIdentity run, OpenAlerts open, Consumer<Outcome> consumer) {
        CohortComparison comparison = new CohortComparison(
                InForce.always(config.live()),
                map,
                version -> new CohortOutcomes(run, config.links()),
                CohortMemory.inProcess(),
                open,
                Integer.MAX_VALUE);
        return (stream, pane, mutedUntil) ->
                comparison.observe(stream, pane.entry()).forEach(consumer);
    }

    /** What happens to a closed pane: before its evaluation, with it, and after it. */
    private record Stages(Closed before, Evaluated evaluated, Closed after) {}

    private static Evaluated records(Outcomes outcomes, OpenAlerts open, Consumer<Outcome> consumer) {
        return (stream, settings, pane, evaluation) ->
                outcomes.of(stream, settings, pane, evaluation, open).forEach(consumer);
    }

    /**
     * Takes in one event, in a form that can be told without configuration.
     *
     * @param record the bytes of the event
     * @return what was measured of it
     * @throws io.leeway.app.ingest.BadEventException if it is not one, or cannot be embedded; the replay can go on
     */
    public Observation accept(byte[] record) {
        return accept(inputs.one(record, START));
    }

    /**
     * Takes in a record of an input topic, which may hold any number of events.
     *
     * @return what was measured of them
     * @throws io.leeway.app.ingest.BadEventException if it or parts of it cannot be used; the others have been taken in, and
     *     the replay can go on
     * @throws IllegalArgumentException if the topic is not configured
     */
    public List<Observation> accept(InputRecord record) {
        Decoded decoded = inputs.read(record);
        List<Observation> observations = new ArrayList<>();
        List<Fault> faults = new ArrayList<>(decoded.faults());
        for (Event event : decoded.events()) {
            try {
                observations.add(accept(event));
            } catch (BadEventException e) {
                faults.add(Fault.of(observations.size(), e));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultyPartsException(faults);
        }
        return observations;
    }

    private Observation accept(Event event) {
        StreamKey stream = extractor.stream(event, event.occurredAt().toEpochMilli());
        try {
            Observation observation = embedding.observe(extractor.extract(event, START));
            add(stream, observation);
            return observation;
        } catch (WrongVectorException e) {
            add(stream, e.observation());
            throw e;
        }
    }

    private void add(StreamKey stream, Observation observation) {
        LocalPanes.Verdict verdict = addTo(stream, observation);
        if (verdict == LocalPanes.Verdict.LATE) {
            late++;
        }
        CohortMix.of(stream, observation, cohorts.apply(stream.agentId()))
                .ifPresent(added -> addTo(StreamKey.mix(stream.agentId()), added));
        offset++;
        if (verdict == LocalPanes.Verdict.REFUSED) {
            throw LocalPanes.tooMany(caps.agents());
        }
    }

    private LocalPanes.Verdict addTo(StreamKey stream, Observation observation) {
        List<PartialPane> closed = new ArrayList<>(1);
        LocalPanes.Verdict verdict = local.add(stream, observation, offset, START, closed);
        closed.forEach(partial -> merge(stream, partial));
        close(stream, START);
        return verdict;
    }

    /**
     * Takes in an operator's command, before the events it is about. It takes effect at the first pane of its agent that ends
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

    /**
     * Takes in an item of a corpus, before the events it is there for. It takes effect at the first pane that ends later than
     * the item was updated; one that does not say when, at once.
     *
     * @param record the bytes of the item
     * @throws io.leeway.app.ingest.BadEventException if it is not one, or cannot be embedded; the replay can go on
     */
    public void item(byte[] record) {
        corpora.add(record);
    }

    /** Events that came after their pane was closed, and were left out. */
    public long late() {
        return late;
    }

    /** No more events come: closes the panes that are open. */
    public void end() {
        local.due(END, 0).forEach((stream, partials) -> {
            partials.forEach(partial -> merge(stream, partial));
            close(stream, END);
        });
    }

    private void merge(StreamKey stream, PartialPane partial) {
        long after = merge.add(stream, partial, START);
        late += stream.isMix() ? 0 : after;
    }

    private void close(StreamKey stream, long now) {
        merge.close(stream, now, 0, EVERYTHING).forEach(pane -> evaluate(stream, pane));
    }

    private void evaluate(StreamKey stream, ClosedPane pane) {
        if (!admission.admits(stream, cohorts.apply(stream.agentId()))) {
            leftOut++;
            return;
        }
        MonitorSettings own = settings.apply(stream.agentId());
        AgentMonitor monitor = monitors.computeIfAbsent(stream, key -> new AgentMonitor(own, map));
        LongSupplier mutedUntil = () -> monitor.state().governed().mutedUntil();
        stages.before().accept(stream, pane, mutedUntil);
        PaneJournal journal = journals.computeIfAbsent(stream, key -> PaneJournal.offline());
        List<Command> due =
                Commands.of(stream, own, commands.due(stream, pane.entry().end()), open);
        stages.evaluated()
                .accept(
                        stream,
                        own,
                        pane,
                        monitor.observe(pane.entry(), due, corpora.inForce(stream.agentId(), pane.entry()), journal));
        stages.after().accept(stream, pane, mutedUntil);
    }

    /** Panes of cohorts beyond the most that are monitored. */
    public long leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        embedding.close();
        corpora.close();
    }
}
