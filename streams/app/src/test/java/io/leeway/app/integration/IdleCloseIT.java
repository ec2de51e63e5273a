/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that falls silent: its last pane is not held back for ever, and nobody else's time moves with it. */
class IdleCloseIT {

    private static final int PARTITIONS = 2;
    private static final int PANES = 20;
    private static final Traffic NEW = Traffic.steady("new", PANES);
    private static final Traffic OLD =
            new Traffic("old", Traffic.START.minus(Duration.ofDays(30)), PANES, Integer.MAX_VALUE);

    @TempDir
    Path directory;

    @Test
    void shouldCloseTheLastPaneAfterTheIdleTimeoutOnly() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            LeewayConfig config = cluster.config();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Outputs outputs = new Outputs(config)) {
                cluster.spread(NEW.events(), PARTITIONS);
                long lastInput = System.currentTimeMillis();
                outputs.awaitPanes(PANES);
                cluster.spread(OLD.events(), PARTITIONS);
                outputs.awaitPanes(2 * PANES);
                service.close();

                Results expected = Results.ofReplay(config, embedder, Traffic.merged(NEW, OLD));
                assertThat(outputs.drained()).isEqualTo(expected);
                assertThat(Cluster.count(meters, "leeway.events.late")).isZero();
                assertClosed(outputs.paneRecords(), NEW);
                assertClosed(outputs.paneRecords(), OLD);
                assertThat(last(outputs.paneRecords(), NEW).timestamp() - lastInput)
                        .as("milliseconds from the last event to the close of its pane")
                        .isGreaterThanOrEqualTo(config.idleTimeout().toMillis());
            }
        }
    }

    private static void assertClosed(List<ConsumerRecord<byte[], byte[]>> records, Traffic traffic) {
        PaneSummary last = Records.PANE_SUMMARY.decode(last(records, traffic).value());
        assertThat(last.getClosedBy()).isEqualTo(PaneClosedBy.IDLE);
        assertThat(last.getPaneEnd()).isEqualTo(traffic.start().plus(Traffic.PANE.multipliedBy(PANES)));
        assertThat(records.stream()
                        .map(record -> Records.PANE_SUMMARY.decode(record.value()))
                        .filter(pane ->
                                pane.getAgentId().equals(traffic.agent()) && pane.getClosedBy() == PaneClosedBy.TIME))
                .hasSize(PANES - 1);
    }

    private static ConsumerRecord<byte[], byte[]> last(List<ConsumerRecord<byte[], byte[]>> records, Traffic traffic) {
        return records.stream()
                .filter(record ->
                        Records.PANE_SUMMARY.decode(record.value()).getAgentId().equals(traffic.agent()))
                .reduce((before, after) -> after)
                .orElseThrow(() -> new AssertionError("no pane of " + traffic.agent()));
    }
}
