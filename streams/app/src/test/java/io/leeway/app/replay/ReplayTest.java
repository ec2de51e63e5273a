/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.service.Counters;
import io.leeway.app.service.Ports;
import io.leeway.app.service.SettableClock;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Replay replay = new Replay(
            LeewayConfig.parse("test", "", Map.of(), Map.of()),
            new Ports(
                    HashingEmbedder.failingOn("boom", 8),
                    new SettableClock(),
                    Set.of(),
                    (source, reader) -> Long.MIN_VALUE,
                    new Counters().metrics()),
            outcomes::add);

    @AfterEach
    void close() {
        replay.close();
    }

    private void accept(String agent, String time, String text) {
        replay.accept(("{\"agentId\":\"" + agent + "\",\"occurredAt\":\"2025-12-31T" + time + "Z\",\"text\":\"" + text
                        + "\"}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private List<PaneSummary> panes() {
        List<PaneSummary> panes = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Pane pane) {
                panes.add(pane.value());
            }
        }
        return panes;
    }

    @Test
    void shouldClosePanesByEventTimeAlone() {
        accept("a", "10:00:00", "one");
        accept("a", "10:00:59", "two");
        accept("a", "10:01:29.999", "three");
        assertThat(outcomes).isEmpty();

        accept("a", "10:01:30", "four");

        assertThat(panes()).extracting(PaneSummary::getEvents).containsExactly(2L);
        assertThat(panes()).extracting(PaneSummary::getClosedBy).containsExactly(PaneClosedBy.TIME);
        assertThat(outcomes).hasExactlyElementsOfTypes(Outcome.Pane.class, Outcome.Report.class);
    }

    @Test
    void shouldCloseWhatIsOpenAtTheEndOnce() {
        accept("b", "10:00:00", "one");
        accept("a", "10:00:00", "two");
        accept("a", "10:01:00", "three");
        replay.end();
        replay.end();

        assertThat(panes())
                .extracting(pane -> pane.getAgentId() + " " + pane.getPaneStart() + " " + pane.getEvents())
                .containsExactly("a 2025-12-31T10:00:00Z 1", "a 2025-12-31T10:01:00Z 1", "b 2025-12-31T10:00:00Z 1");
        assertThat(replay.late()).isZero();
    }

    @Test
    void shouldCountWhatComesTooLate() {
        accept("a", "10:00:00", "one");
        accept("a", "10:05:00", "two");
        accept("a", "10:00:30", "late");
        accept("b", "10:00:30", "not late");
        replay.end();

        assertThat(replay.late()).isEqualTo(1);
        assertThat(panes().stream().mapToLong(PaneSummary::getEvents).sum()).isEqualTo(3);
    }

    @Test
    void shouldRefuseABadEventAndGoOn() {
        assertThat(refusal(() -> accept("", "10:00:00", "one")).reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal(() -> accept("a", "10:00:00", "boom")).reason()).isEqualTo(Reason.EMBEDDING_FAILED);
        assertThat(refusal(() -> accept("a", "25:00:00", "one")).reason()).isEqualTo(Reason.INVALID_EVENT);
        accept("a", "10:00:00", "two");
        replay.end();

        assertThat(panes()).extracting(PaneSummary::getEvents).containsExactly(1L);
    }
}
