/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.GRACE;
import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.PANE;
import static io.leeway.app.pane.PaneFixtures.SETTINGS;
import static io.leeway.app.pane.PaneFixtures.observation;
import static io.leeway.app.pane.PaneFixtures.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.Caps;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.SettableClock;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class LocalPaneProcessorTest {

    private static final StreamKey A = new StreamKey("a", "");

    private final SettableClock clock = new SettableClock();
    private Caps caps = Caps.NONE;
    private final Counters counters = new Counters();
    private StageContext<StreamKey, PartialPane> stage = StageContext.of(3, Stores.OPEN_PANES, Stores.EVENT_TIMES);
    private LocalPaneProcessor processor = started();
    private long offset;

    private LocalPaneProcessor started() {
        LocalPaneProcessor started = new LocalPaneProcessor(SETTINGS, MAP, caps, clock, counters.metrics());
        started.init(stage.context());
        return started;
    }

    private void restart() {
        stage = stage.restarted();
        processor = started();
    }

    private void process(String topic, String id, long time) {
        stage.context().setRecordMetadata(topic, 3, offset++);
        processor.process(new Record<>(A, observation(id, time), 5));
    }

    @Test
    void shouldSendAPaneThatItsStreamHasPassed() {
        process("chats", "e0", 0);
        process("chats", "e1", PANE + GRACE);

        List<Record<? extends StreamKey, ? extends PartialPane>> sent = stage.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).key()).isEqualTo(A);
        assertThat(sent.get(0).value().source()).isEqualTo(new SourcePartition("chats", 3));
        assertThat(sent.get(0).value().summary().digest())
                .isEqualTo(summary(MAP, observation("e0", 0)).digest());
    }

    @Test
    void shouldKeepInputTopicsApart() {
        process("chats", "e0", 0);
        process("calls", "e1", 10 * PANE);
        assertThat(stage.sent()).isEmpty();

        process("chats", "e2", PANE);
        clock.advance(LocalPaneProcessor.LONGEST_UNSENT);
        stage.punctuate(0);

        assertThat(stage.sent())
                .extracting(record ->
                        record.value().source().topic() + " " + record.value().paneStart())
                .containsExactlyInAnyOrder("chats 0", "chats 60000", "calls 600000");
    }

    @Test
    void shouldSendWhatIsOpenInTimeByTheWallClock() {
        CapturedPunctuator tick = stage.context().scheduledPunctuators().get(0);
        assertThat(tick.getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
        process("chats", "e0", 0);
        stage.punctuate(0);
        assertThat(stage.sent()).isEmpty();

        clock.advance(LocalPaneProcessor.LONGEST_UNSENT.minus(tick.getInterval()));
        stage.punctuate(0);
        List<Record<? extends StreamKey, ? extends PartialPane>> sent = stage.sent();
        clock.advance(Duration.ofHours(1));
        stage.punctuate(0);

        assertThat(sent).extracting(record -> record.value().paneStart()).containsExactly(0L);
        assertThat(stage.sent()).isEmpty();
    }

    @Test
    void shouldGoOnFromItsStoresAfterARestart() {
        process("chats", "e0", 0);
        restart();
        process("chats", "e1", 1);
        restart();
        process("chats", "e2", PANE + GRACE);
        process("chats", "late", 2);

        List<Record<? extends StreamKey, ? extends PartialPane>> sent = stage.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).value().summary().digest())
                .isEqualTo(
                        summary(MAP, observation("e0", 0), observation("e1", 1)).digest());
        assertThat(counters.of(Metric.LATE_EVENTS)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatItsStoresDoNotHaveWhenItsTaskIsRevived() {
        process("chats", "e0", 0);
        stage = StageContext.of(3, Stores.OPEN_PANES, Stores.EVENT_TIMES);
        processor.init(stage.context());
        offset = 0;
        process("chats", "e0", 0);
        process("chats", "e1", PANE + GRACE);

        assertThat(stage.sent())
                .extracting(record -> record.value().summary().events())
                .containsExactly(1L);
        assertThat(counters.of(Metric.REPEATED_EVENTS)).isZero();
    }

    @Test
    void shouldCountWhatBecameOfEachEvent() {
        process("chats", "e0", 0);
        process("chats", "e1", PANE + GRACE);
        process("chats", "late", 1);
        offset = 1;
        process("chats", "e1", PANE + GRACE);

        assertThat(counters.of(Metric.EVENTS)).isEqualTo(2);
        assertThat(counters.of(Metric.LATE_EVENTS)).isEqualTo(1);
        assertThat(counters.of(Metric.REPEATED_EVENTS)).isEqualTo(1);
        assertThat(counters.of(Metric.FOREIGN_EVENTS)).isZero();
    }

    @Test
    void shouldRefuseStreamsBeyondTheMostAlsoAfterARestart() {
        caps = new Caps(1, 1, 1, 64, 256, 1);
        restart();
        process("chats", "e0", 0);
        process("calls", "of another topic", 0);
        restart();

        stage.context().setRecordMetadata("chats", 3, offset++);
        assertThatThrownBy(() -> processor.process(new Record<>(new StreamKey("b", ""), observation("e1", 1), 5)))
                .isInstanceOfSatisfying(BadEventException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(BadEventException.Reason.TOO_MANY_AGENTS))
                .hasMessageContaining("caps.agents");
        process("chats", "e2", 2);

        assertThat(counters.of(Metric.EVENTS)).isEqualTo(3);
        assertThat(counters.capped(Capped.AGENTS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutEventsOfAPaneThatKeepsOtherThings() {
        process("chats", "e0", 0);
        caps = new Caps(1, 1, 1, 32, 256, 10);
        restart();
        process("chats", "e1", 1);
        process("chats", "e2", PANE + GRACE);

        assertThat(counters.of(Metric.FOREIGN_EVENTS)).isEqualTo(1);
        assertThat(counters.of(Metric.EVENTS)).isEqualTo(2);
    }
}
