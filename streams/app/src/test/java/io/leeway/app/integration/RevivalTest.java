/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.Links;
import io.leeway.app.detect.MonitorProcessor;
import io.leeway.app.embed.EmbedProcessor;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Features;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.LocalPaneProcessor;
import io.leeway.app.pane.PaneMergeProcessor;
import io.leeway.app.pane.PartialPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.HashingEmbedder;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/**
 * Kafka Streams revives a task whose transaction failed: it closes the processors, rolls the stores back and initialises
 * the same processors again. What they saw in between must be as if it had never been.
 */
class RevivalTest {

    private static final StreamKey STREAM = new StreamKey("support", "");
    private static final SourcePartition SOURCE = new SourcePartition(Cluster.INPUT, 0);
    private static final long PANE = Traffic.PANE.toMillis();
    private static final Clock CLOCK = Clock.fixed(Traffic.START, ZoneOffset.UTC);
    private static final LeewayConfig CONFIG = Cluster.config(Map.of());
    private static final KernelFeatureMap MAP = new KernelFeatureMap(FeatureMapId.standard("model", "canary", 8, 1.0));

    private final LeewayMetrics metrics = new LeewayMetrics(new SimpleMeterRegistry());
    private final List<KeyValueStore<?, ?>> stores = new ArrayList<>();

    @Test
    void shouldKeepOpenPanesInTheirStore() {
        MockProcessorContext<StreamKey, PartialPane> context = context(Stores.OPEN_PANES, Stores.EVENT_TIMES);
        context.setRecordMetadata(SOURCE.topic(), SOURCE.partition(), 0);
        var processor = new LocalPaneProcessor(CONFIG.defaults(), MAP, CONFIG.caps(), CLOCK, metrics);

        processAfterRevival(processor, context, List.of(observation(0)));

        assertThat(stores)
                .allSatisfy(store -> assertThat(isEmpty(store)).as(store.name()).isFalse());
    }

    @Test
    void shouldCloseAPaneWhoseClosingWasRolledBack() {
        MockProcessorContext<StreamKey, ClosedPane> context = context(Stores.PARTIAL_PANES, Stores.MERGE_PROGRESS);
        var processor = new PaneMergeProcessor(
                CONFIG.defaults(), CONFIG.idleTimeout(), Set.of(SOURCE), (source, reader) -> 0, CLOCK, metrics);
        PartialPane open = new PartialPane(SOURCE, PANE, 0, 1, summary());
        PartialPane closing = new PartialPane(SOURCE, 0, PANE, 1, summary());

        processAfterRevival(processor, context, List.of(open, closing));

        assertThat(context.forwarded())
                .extracting(forwarded ->
                        ((ClosedPane) forwarded.record().value()).entry().start())
                .containsExactly(0L);
    }

    @Test
    void shouldEvaluateAPaneWhoseEvaluationWasRolledBack() {
        MockProcessorContext<StreamKey, Outcome> context =
                context(Stores.KEPT_PANES, Stores.MONITORS, Stores.OPEN_ALERTS, Stores.COMMANDS);
        Outcomes outcomes = new Outcomes(new RunIdentity("it", "version", MAP.digest()), Links.NONE);
        var processor = new MonitorProcessor(
                InForce.always(CONFIG.live()), MAP, version -> outcomes, metrics, 1, Optional.empty());
        ClosedPane pane = new ClosedPane(new PaneEntry(0, PANE, summary()), ClosedPane.ClosedBy.TIME, List.of(SOURCE));

        List<Object> before = processAfterRevival(processor, context, List.of(pane));

        assertThat(values(context)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void shouldGoOnEmbedding() {
        MockProcessorContext<StreamKey, Observation> context = context();
        try (HashingEmbedder embedder = HashingEmbedder.of(8)) {
            Event event = new Event(
                    "id",
                    STREAM,
                    Instant.EPOCH,
                    null,
                    null,
                    "hello",
                    Collections.emptySortedMap(),
                    Collections.emptySortedMap(),
                    null,
                    null);
            Features features = new Features(
                    event, 0, TextState.PRESENT, false, Collections.emptySortedMap(), Collections.emptySortedMap());

            processAfterRevival(new EmbedProcessor(embedder, KeptText.NOTHING), context, List.of(features));

            assertThat(context.forwarded()).hasSize(1);
        }
    }

    /** Processes, rolls back and processes once more; what was forwarded first is returned and no longer in the context. */
    private <V, W> List<Object> processAfterRevival(
            Processor<StreamKey, V, StreamKey, W> processor,
            MockProcessorContext<StreamKey, W> context,
            List<V> values) {
        processor.init(context);
        values.forEach(value -> processor.process(new Record<>(STREAM, value, 0)));
        processor.close();
        List<Object> before = values(context);
        context.resetForwards();
        stores.forEach(RevivalTest::clear);
        processor.init(context);
        values.forEach(value -> processor.process(new Record<>(STREAM, value, 0)));
        return before;
    }

    private <W> MockProcessorContext<StreamKey, W> context(Stores.Store<?, ?>... needed) {
        MockProcessorContext<StreamKey, W> context = new MockProcessorContext<>();
        for (Stores.Store<?, ?> store : needed) {
            stores.add(inMemory(store, context));
        }
        return context;
    }

    private static <K, V> KeyValueStore<K, V> inMemory(
            Stores.Store<K, V> declared, MockProcessorContext<StreamKey, ?> context) {
        KeyValueStore<K, V> store = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(declared.name()),
                        declared.key(),
                        declared.value())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static <K> void clear(KeyValueStore<K, ?> store) {
        List<K> keys = new ArrayList<>();
        try (KeyValueIterator<K, ?> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<K, ?> entry = all.next();
                keys.add(entry.key);
            }
        }
        keys.forEach(store::delete);
    }

    private static boolean isEmpty(KeyValueStore<?, ?> store) {
        try (KeyValueIterator<?, ?> all = store.all()) {
            return !all.hasNext();
        }
    }

    private static List<Object> values(MockProcessorContext<StreamKey, ?> context) {
        return context.forwarded().stream()
                .<Object>map(forwarded -> forwarded.record().value())
                .toList();
    }

    private static PaneSummary summary() {
        PaneSummary summary = new PaneSummary();
        summary.add(observation(0), MAP);
        return summary;
    }

    private static Observation observation(long time) {
        return new Observation(
                "e" + time,
                null,
                null,
                time,
                TextState.MISSING,
                null,
                new TreeMap<>(Map.of("n", 1.0)),
                new TreeMap<>());
    }
}
