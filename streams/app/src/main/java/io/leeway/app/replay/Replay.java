/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.alert.Outcome;
import io.leeway.app.cohort.CohortMix;
import io.leeway.app.config.Caps;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.LiveSettings;
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
import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.LocalPanes;
import io.leeway.app.pane.PaneMerge;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.privacy.TextDoor;
import io.leeway.app.replay.PaneReplay.KnownCorpora;
import io.leeway.app.service.Ports;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.schemas.ControlCommand;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.window.MonitorSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

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

    private final ReplayedInputs inputs;
    private final FeatureExtractor extractor;
    private final Embedding embedding;
    private final Caps caps;
    private final LocalPanes local;
    private final PaneMerge merge;
    private final ReplayedCorpora corpora;
    private final Function<String, CohortSettings> cohorts;
    private final PaneReplay panes;
    private long offset;
    private long late;

    /**
     * A replay that has seen nothing.
     *
     * @param config the configuration
     * @param ports the model; the rest is not used
     * @param consumer receives the outcomes
     */
    public Replay(LeewayConfig config, Ports ports, Consumer<Outcome> consumer) {
        this(
                new Doors(
                        config::settingsFor,
                        config::cohortsOf,
                        config.textDoor(),
                        config.privacy().kept(),
                        config.caps(),
                        new ReplayedInputs(InputDecoders.of(
                                config, ports.embedder().identity().name()))),
                config.defaults(),
                config.idleTimeout(),
                ports.embedder(),
                new KernelFeatureMap(ports.featureMap()),
                config.corpora().items(),
                (map, corpora) -> PaneReplay.outcomes(config, map, corpora, consumer));
    }

    /**
     * A replay of agents with the same settings whose evaluations are wanted as they are, not as records.
     *
     * @param settings the settings of all agents
     * @param embedder the model
     * @param map the feature map of the model's vectors
     * @param consumer receives the evaluations
     */
    public Replay(MonitorSettings settings, Embedder embedder, KernelFeatureMap map, PaneReplay.Evaluated consumer) {
        this(
                new Doors(
                        agent -> settings,
                        agent -> CohortSettings.NONE,
                        TextDoor.OPEN,
                        KeptText.NOTHING,
                        Caps.NONE,
                        new ReplayedInputs()),
                settings,
                Duration.ZERO,
                embedder,
                map,
                Integer.MAX_VALUE,
                (features, corpora) -> PaneReplay.evaluations(settings, features, corpora, consumer));
    }

    private Replay(
            Doors doors,
            MonitorSettings shared,
            Duration idleTimeout,
            Embedder embedder,
            KernelFeatureMap map,
            int corpusItems,
            BiFunction<KernelFeatureMap, KnownCorpora, PaneReplay> panes) {
        this.inputs = doors.inputs();
        this.extractor = new FeatureExtractor(
                InForce.always(LiveSettings.of(doors.settings(), doors.cohorts())), doors.text(), NO_FUTURE);
        this.cohorts = doors.cohorts();
        this.embedding = new Embedding(embedder, doors.kept());
        this.caps = doors.caps();
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
        this.panes = panes.apply(map, corpora::inForce);
    }

    /** What events pass on their way to a pane. */
    private record Doors(
            Function<String, MonitorSettings> settings,
            Function<String, CohortSettings> cohorts,
            TextDoor text,
            KeptText kept,
            Caps caps,
            ReplayedInputs inputs) {}

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
        panes.command(command);
    }

    /** Commands that waited for a pane that did not come. */
    public long waiting() {
        return panes.waiting();
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
        merge.close(stream, now, 0, EVERYTHING).forEach(pane -> panes.accept(stream, pane));
    }

    /** Panes of cohorts beyond the most that are monitored. */
    public long leftOut() {
        return panes.leftOut();
    }

    @Override
    public void close() {
        embedding.close();
        corpora.close();
    }
}
