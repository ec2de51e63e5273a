/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RollUpProcessorTest {

    private static final long MINUTE = 60_000;
    private static final StreamKey STREAM = StreamKey.of("support", "v2");
    private static final StreamKey MIX = StreamKey.mix("support");

    private final SplittableRandom random = new SplittableRandom(5);
    private StageContext<StreamKey, PaneSummary> stage = StageContext.of(0, Stores.ROLLED_PANES);

    @Test
    void shouldGoOnAfterARestartWhereItStopped() {
        ClosedPane first = pane(0);
        ClosedPane second = pane(4);
        process(STREAM, first);
        stage = stage.restarted();
        process(STREAM, second);
        stage = stage.restarted();

        assertThat(process(STREAM, pane(10))).singleElement().satisfies(cell -> {
            assertThat(cell.key()).isEqualTo(STREAM);
            assertThat(cell.value().getAgentId()).isEqualTo("support");
            assertThat(cell.value().getCohort()).isEqualTo("v2");
            assertThat(cell.value().getCellMillis()).isEqualTo(10 * MINUTE);
            assertThat(cell.value().getPaneStart().toEpochMilli()).isZero();
            assertThat(cell.value().getPaneEnd().toEpochMilli()).isEqualTo(5 * MINUTE);
            io.leeway.stats.sketch.PaneSummary both = first.entry().summary().withoutExcerpts();
            both.merge(second.entry().summary().withoutExcerpts());
            assertThat(cell.value().getDigest()).isEqualTo(both.digest());
            assertThat(PaneForm.entry(cell.value()).summary().digest()).isEqualTo(both.digest());
            assertThat(cell.value().getEvents()).isEqualTo(both.events());
        });
    }

    @Test
    void shouldKeepStreamsApart() {
        process(STREAM, pane(0));
        process(MIX, pane(5));

        assertThat(process(STREAM, pane(10))).extracting(Record::key).isEqualTo(List.of(STREAM));
        assertThat(process(MIX, pane(20))).extracting(Record::key).isEqualTo(List.of(MIX));
    }

    @Test
    void shouldCompleteAnHourWithItsLastTenMinutes() {
        process(STREAM, pane(0));

        assertThat(process(STREAM, pane(61)))
                .extracting(cell -> cell.value().getCellMillis())
                .isEqualTo(List.of(10 * MINUTE, 60 * MINUTE));
    }

    private ClosedPane pane(int minute) {
        return ClosedPanes.of(minute * MINUTE, MINUTE, ClosedPanes.MAP, SummaryLimits.DEFAULTS, random);
    }

    private List<Record<? extends StreamKey, ? extends PaneSummary>> process(StreamKey stream, ClosedPane pane) {
        RollUpProcessor processor =
                new RollUpProcessor(Duration.ofMinutes(1), ClosedPanes.MAP.id().digest());
        processor.init(stage.context());
        processor.process(new Record<>(stream, pane, 0));
        return stage.sent();
    }
}
