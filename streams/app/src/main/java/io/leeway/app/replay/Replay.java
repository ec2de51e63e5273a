/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.embed.Embedding;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.ingest.FeatureExtractor;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.LocalPanes;
import io.leeway.app.pane.PaneMerge;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.service.Ports;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneJournal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

    private final LeewayConfig config;
    private final EventDecoder decoder = new EventDecoder(InputFormat.AUTO);
    private final FeatureExtractor extractor;
    private final Embedding embedding;
    private final KernelFeatureMap map;
    private final LocalPanes local;
    private final PaneMerge merge;
    private final Outcomes outcomes;
    private final OpenAlerts openAlerts = OpenAlerts.inMemory();
    private final Map<StreamKey, AgentMonitor> monitors = new HashMap<>();
    private final Consumer<Outcome> consumer;
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
        this.config = config;
        this.extractor = new FeatureExtractor(config::settingsFor, NO_FUTURE);
        this.embedding = new Embedding(ports.embedder());
        this.map = new KernelFeatureMap(ports.featureMap());
        MonitorSettings shared = config.defaults();
        this.local = new LocalPanes(SOURCE, shared, map, new Memory());
        this.merge = new PaneMerge(
                Set.of(SOURCE),
                shared.pane().toMillis(),
                shared.grace().toMillis(),
                config.idleTimeout().toMillis(),
                new Memory());
        this.outcomes = new Outcomes(new RunIdentity(config.applicationId(), config.configVersion(), map.digest()));
        this.consumer = consumer;
    }

    /**
     * Takes in one event.
     *
     * @param record the bytes of the event
     * @throws io.leeway.app.ingest.BadEventException if it is not one, or cannot be embedded; the replay can go on
     */
    public void accept(byte[] record) {
        Event event = decoder.decode(record);
        StreamKey stream = event.key();
        var observation = embedding.observe(extractor.extract(event, START));
        List<PartialPane> closed = new ArrayList<>(1);
        if (local.add(stream, observation, offset++, START, closed) == LocalPanes.Verdict.LATE) {
            late++;
        }
        closed.forEach(partial -> merge(stream, partial));
        close(stream, START);
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
        late += merge.add(stream, partial, START);
    }

    private void close(StreamKey stream, long now) {
        merge.close(stream, now, 0, EVERYTHING).forEach(pane -> evaluate(stream, pane));
    }

    private void evaluate(StreamKey stream, ClosedPane pane) {
        MonitorSettings settings = config.settingsFor(stream.agentId());
        AgentMonitor monitor = monitors.computeIfAbsent(stream, key -> new AgentMonitor(settings, map));
        Evaluation evaluation = monitor.observe(pane.entry(), PaneJournal.none());
        outcomes.of(stream, settings, pane, evaluation, openAlerts).forEach(consumer);
    }

    @Override
    public void close() {
        embedding.close();
    }
}
