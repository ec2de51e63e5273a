/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is stopped and started with another model, over the same state and topics, in the middle of a pane. */
class ModelSwapIT {

    private static final int PARTITIONS = 2;
    private static final int PANES = 300;
    private static final int SWAP = 140;
    private static final int EVENTS_BEFORE = SWAP * Traffic.PER_PANE + Traffic.PER_PANE / 2;

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldTellOfTheChangeOnceAndLearnANewReference() throws Exception {
        Traffic traffic = Traffic.steady("support", PANES);
        List<Traffic.Event> events = traffic.events();
        try (Embedder first = HashingEmbedder.of(64);
                Embedder second = HashingEmbedder.of(48);
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            LeewayConfig config = cluster.config();
            cluster.createOutputs(config);
            try (Outputs outputs = new Outputs(config)) {
                try (LeewayService service = Cluster.serve(config, first, meters)) {
                    cluster.spread(events.subList(0, EVENTS_BEFORE), PARTITIONS);
                    outputs.awaitPanes(SWAP);
                    assertThat(service.running()).isTrue();
                }
                assertThat(outputs.alerts()).isEmpty();
                try (LeewayService service = Cluster.serve(config, second, meters)) {
                    cluster.spread(events.subList(EVENTS_BEFORE, events.size()), PARTITIONS);
                    outputs.awaitPanes(PANES);
                    assertThat(service.running()).isTrue();
                }
                Results results = outputs.drained();
                assertThat(outputs.deadLetters()).isEmpty();
                check(outputs.alerts(), traffic.start().plus(Traffic.PANE.multipliedBy(SWAP)));
                List<DriftReport> reports = results.reports().values().stream()
                        .map(bytes -> Records.DRIFT_REPORT.decode(HexFormat.of().parseHex(bytes)))
                        .toList();
                checkReports(reports);
                // Of the pane in the middle only what one model embedded counts.
                assertThat(results.events()).isBetween((long) events.size() - Traffic.PER_PANE, (long) events.size());
            }
        }
    }

    private static void check(List<DriftAlert> alerts, Instant swap) {
        assertThat(alerts)
                .extracting(alert -> alert.getDetectorFamily() + " " + alert.getKind() + " " + alert.getTransition())
                .containsExactly(
                        "embedding " + AlertKind.EMBEDDING_MISMATCH + " " + AlertTransition.OPENED,
                        "embedding " + AlertKind.EMBEDDING_MISMATCH + " " + AlertTransition.RESOLVED);
        DriftAlert opened = alerts.get(0);
        DriftAlert resolved = alerts.get(1);
        assertThat(opened.getOpenedAt()).isBetween(swap, swap.plus(Traffic.PANE.multipliedBy(2)));
        assertThat(opened.getCause()).startsWith("embedding model or feature map changed: the reference by ");
        assertThat(resolved.getAlertId()).isEqualTo(opened.getAlertId());
        assertThat(resolved.getResolution()).isEqualTo("a reference of the new feature map was taken");
    }

    private static void checkReports(List<DriftReport> reports) {
        DriftReport before = reports.get(SWAP - 1);
        DriftReport after = reports.get(reports.size() - 1);
        assertThat(before.getFeatureMap()).isNotEqualTo(after.getFeatureMap());
        assertThat(List.of(before, after)).allSatisfy(report -> {
            assertThat(report.getState()).isEqualTo(MonitorState.OK);
            assertThat(report.getTests()).anyMatch(test -> test.getDetector().equals("embedding"));
        });
        assertThat(reports)
                .filteredOn(report -> report.getFeatureMap().equals(after.getFeatureMap()))
                .anyMatch(report -> report.getState() == MonitorState.WARMING_UP)
                .noneMatch(report -> report.getState() == MonitorState.DRIFT);
    }
}
