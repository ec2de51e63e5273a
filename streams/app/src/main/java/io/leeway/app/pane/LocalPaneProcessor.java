/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.config.Caps;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.window.MonitorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage pane-local: observations to the partial panes of their input partition. A partial is sent when its stream's time
 * has passed it, and at the latest {@link #LONGEST_UNSENT} after an event was added.
 */
public final class LocalPaneProcessor extends ContextualProcessor<StreamKey, Observation, StreamKey, PartialPane> {

    /** No event waits longer than this before it is sent on. */
    public static final Duration LONGEST_UNSENT = Duration.ofSeconds(3);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long DUE_MILLIS = LONGEST_UNSENT.minus(TICK).toMillis();

    private final MonitorSettings settings;
    private final KernelFeatureMap map;
    private final Caps caps;
    private final Clock clock;
    private final LeewayMetrics metrics;
    private final Map<String, LocalPanes> byTopic = new HashMap<>();
    private KeyValueStore<PaneKey, byte[]> openPanes;
    private KeyValueStore<PaneKey, Long> eventTimes;

    /** Keeps panes of the length and grace in {@code settings}, within the caps. */
    public LocalPaneProcessor(
            MonitorSettings settings, KernelFeatureMap map, Caps caps, Clock clock, LeewayMetrics metrics) {
        this.settings = settings;
        this.map = map;
        this.caps = caps;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, PartialPane> context) {
        super.init(context);
        openPanes = context.getStateStore(Stores.OPEN_PANES.name());
        eventTimes = context.getStateStore(Stores.EVENT_TIMES.name());
        // A task that is revived initialises the same processor again, over stores that were rolled back.
        byTopic.clear();
        restore();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> sendDue());
    }

    private void restore() {
        try (KeyValueIterator<PaneKey, Long> times = eventTimes.all()) {
            times.forEachRemaining(time -> panes(time.key.qualifier()).restore(time.key.stream()));
        }
        try (KeyValueIterator<PaneKey, byte[]> open = openPanes.all()) {
            while (open.hasNext()) {
                KeyValue<PaneKey, byte[]> entry = open.next();
                panes(entry.key.qualifier())
                        .restore(
                                entry.key.stream(),
                                entry.key.start(),
                                PaneFormats.readOpenPane(entry.value),
                                clock.millis());
            }
        }
    }

    @Override
    public void process(Record<StreamKey, Observation> observation) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<PartialPane> closed = new ArrayList<>(1);
        LocalPanes.Verdict verdict =
                panes(at.topic()).add(observation.key(), observation.value(), at.offset(), clock.millis(), closed);
        if (!observation.key().isMix()) {
            count(verdict);
        }
        closed.forEach(partial -> context().forward(observation.withValue(partial)));
    }

    private void count(LocalPanes.Verdict verdict) {
        switch (verdict) {
            case ADDED -> metrics.count(Metric.EVENTS);
            case LATE -> metrics.count(Metric.LATE_EVENTS);
            case REPEATED -> metrics.count(Metric.REPEATED_EVENTS);
            case FOREIGN -> metrics.count(Metric.FOREIGN_EVENTS);
            case REFUSED -> {
                metrics.countCapped(Capped.AGENTS, 1);
                throw LocalPanes.tooMany(caps.agents());
            }
        }
    }

    private void sendDue() {
        long now = clock.millis();
        byTopic.values().forEach(panes -> panes.due(now, DUE_MILLIS)
                .forEach((stream, partials) ->
                        partials.forEach(partial -> context().forward(new Record<>(stream, partial, now)))));
    }

    private LocalPanes panes(String topic) {
        return byTopic.computeIfAbsent(
                topic,
                name -> new LocalPanes(
                        new SourcePartition(name, context().taskId().partition()),
                        settings,
                        map,
                        caps.summaryLimits(),
                        caps.agents(),
                        new TopicStore(name, openPanes, eventTimes)));
    }
}
