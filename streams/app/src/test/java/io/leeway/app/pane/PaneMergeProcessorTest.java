/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.PANE;
import static io.leeway.app.pane.PaneFixtures.SETTINGS;
import static io.leeway.app.pane.PaneFixtures.observation;
import static io.leeway.app.pane.PaneFixtures.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.SettableClock;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.sketch.TextState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class PaneMergeProcessorTest {

    private static final StreamKey A = new StreamKey("a", "");
    private static final SourcePartition ONE = new SourcePartition("chats", 0);
    private static final SourcePartition TWO = new SourcePartition("chats", 1);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final SettableClock clock = new SettableClock();
    private final Counters counters = new Counters();
    private long processedUpTo = Long.MIN_VALUE;
    private StageContext<StreamKey, ClosedPane> stage = StageContext.of(5, Stores.PARTIAL_PANES, Stores.MERGE_PROGRESS);
    private PaneMergeProcessor processor = started();

    private PaneMergeProcessor started() {
        PaneMergeProcessor started = new PaneMergeProcessor(
                SETTINGS,
                IDLE,
                Set.of(ONE, TWO),
                (source, reader) -> reader == 5 ? processedUpTo : Long.MIN_VALUE,
                clock,
                counters.metrics());
        started.init(stage.context());
        return started;
    }

    private void process(SourcePartition source, long start, long closedUpTo, String... ids) {
        Observation[] events =
                Arrays.stream(ids).map(id -> observation(id, start)).toArray(Observation[]::new);
        processor.process(
                new Record<>(A, new PartialPane(source, start, closedUpTo, ids.length, summary(MAP, events)), 77));
    }

    @Test
    void shouldSendAPaneOnWhenTheLastPartitionHasPassedIt() {
        process(ONE, 0, PANE, "e0");
        assertThat(stage.sent()).isEmpty();
        process(TWO, 0, PANE, "e1");

        List<Record<? extends StreamKey, ? extends ClosedPane>> sent = stage.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).key()).isEqualTo(A);
        assertThat(sent.get(0).timestamp()).isEqualTo(77);
        assertThat(sent.get(0).value().entry().summary().events()).isEqualTo(2);
        assertThat(kept()).isZero();
    }

    @Test
    void shouldSendAPaneOnWhenTheFrontierHasComeSoFar() {
        process(ONE, 0, PANE, "e0");
        stage.punctuate(0);
        assertThat(stage.sent()).isEmpty();

        processedUpTo = clock.millis();
        stage.punctuate(123);

        List<Record<? extends StreamKey, ? extends ClosedPane>> sent = stage.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).timestamp()).isEqualTo(123);
    }

    @Test
    void shouldSendTheNewestPaneOnAfterSilence() {
        process(ONE, 0, 0, "e0");
        processedUpTo = Long.MAX_VALUE;
        stage.punctuate(0);
        assertThat(stage.sent()).isEmpty();

        clock.advance(IDLE);
        stage.punctuate(0);

        assertThat(stage.sent())
                .extracting(record -> record.value().closedBy())
                .containsExactly(ClosedPane.ClosedBy.IDLE);
    }

    @Test
    void shouldGoOnFromItsStoresAfterARestart() {
        process(ONE, 0, PANE, "e0");
        process(ONE, PANE, PANE, "e1");
        stage = stage.restarted();
        processor = started();
        process(TWO, 0, PANE, "e2");
        assertThat(stage.sent())
                .extracting(record -> record.value().entry().summary().events())
                .containsExactly(2L);
        stage = stage.restarted();
        processor = started();
        process(TWO, 0, PANE, "late");
        processedUpTo = Long.MAX_VALUE;
        clock.advance(IDLE);
        stage.punctuate(0);

        assertThat(stage.sent())
                .extracting(record -> record.value().entry().start())
                .containsExactly(PANE);
        assertThat(counters.of(Metric.LATE_EVENTS)).isEqualTo(1);
        assertThat(kept()).isZero();
    }

    @Test
    void shouldForgetWhatItsStoresDoNotHaveWhenItsTaskIsRevived() {
        process(ONE, 0, PANE, "e0");
        stage = StageContext.of(5, Stores.PARTIAL_PANES, Stores.MERGE_PROGRESS);
        processor.init(stage.context());
        processedUpTo = Long.MAX_VALUE;
        stage.punctuate(0);

        assertThat(stage.sent()).isEmpty();
    }

    private int kept() {
        int kept = 0;
        try (KeyValueIterator<?, ?> all = stage.store(Stores.PARTIAL_PANES).all()) {
            for (; all.hasNext(); all.next()) {
                kept++;
            }
        }
        return kept;
    }

    @Test
    void shouldCountWhatAPaneDidNotKeep() {
        PaneSummary pane = new PaneSummary(new SummaryLimits(1, 512, 1, 16));
        for (String value : List.of("v1", "v2", "v3")) {
            pane.add(
                    new Observation(
                            value,
                            null,
                            null,
                            1,
                            TextState.MISSING,
                            null,
                            new TreeMap<>(Map.of("x", 1.0, "y", 2.0)),
                            new TreeMap<>(Map.of("c", value))),
                    MAP);
        }
        processedUpTo = Long.MAX_VALUE;
        processor.process(new Record<>(StreamKey.mix("a"), new PartialPane(ONE, 0, PANE, 3, pane), 77));
        assertThat(counters.capped(Capped.NAMES)).isZero();

        processor.process(new Record<>(A, new PartialPane(ONE, 0, PANE, 3, pane), 77));

        assertThat(stage.sent()).hasSize(2);
        assertThat(counters.capped(Capped.NAMES)).isEqualTo(3);
        assertThat(counters.capped(Capped.VALUES)).isEqualTo(2);
    }
}
