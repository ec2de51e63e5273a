/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.models.Embedder;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What came of a stream, in a form that two runs can be compared by: agent and pane to what was said of it.
 *
 * @param panes number of events and digest of each closed pane
 * @param reports all bytes of each report, hexadecimal
 * @param alerts all bytes of each alert, hexadecimal, after its id and transition
 */
record Results(SortedMap<String, String> panes, SortedMap<String, String> reports, List<String> alerts) {

    /** Puts records together; a second record about the same pane or transition is an error. */
    static final class Collector {
        private final List<String> duplicates = new ArrayList<>();
        private final SortedMap<String, String> panes = new TreeMap<>();
        private final SortedMap<String, String> reports = new TreeMap<>();
        private final SortedMap<String, String> alerts = new TreeMap<>();

        void add(PaneSummary pane) {
            put(panes, pane.getAgentId() + " " + pane.getPaneStart(), pane.getEvents() + " " + pane.getDigest());
        }

        void add(DriftReport report) {
            put(
                    reports,
                    report.getAgentId() + " " + report.getPaneStart(),
                    java.util.HexFormat.of().formatHex(Records.DRIFT_REPORT.encode(report)));
        }

        void add(DriftAlert alert) {
            put(
                    alerts,
                    alert.getUpdatedAt() + " " + alert.getAlertId() + " " + alert.getTransition(),
                    java.util.HexFormat.of().formatHex(Records.DRIFT_ALERT.encode(alert)));
        }

        int paneCount() {
            return panes.size();
        }

        Results results() {
            if (!duplicates.isEmpty()) {
                throw new AssertionError("written twice: " + duplicates);
            }
            List<String> transitions = new ArrayList<>();
            alerts.forEach((key, bytes) -> transitions.add(key + " " + bytes));
            return new Results(panes, reports, List.copyOf(transitions));
        }

        private void put(Map<String, String> map, String key, String value) {
            if (map.putIfAbsent(key, value) != null) {
                duplicates.add(key);
            }
        }
    }

    /** What the stages say of the same events without Kafka. */
    static Results ofReplay(LeewayConfig config, Embedder embedder, List<Traffic.Event> events) {
        return ofReplay(config, embedder, events, List.of());
    }

    /** The same under operators' commands. */
    static Results ofReplay(
            LeewayConfig config, Embedder embedder, List<Traffic.Event> events, List<ControlCommand> commands) {
        return ofReplay(config, embedder, replay -> {
            commands.forEach(replay::command);
            events.forEach(event -> replay.accept(event.json().getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** The same of records of input topics, with as many events as they hold, none of which is refused. */
    static Results ofRecords(LeewayConfig config, Embedder embedder, List<InputRecord> records) {
        return ofReplay(config, embedder, replay -> records.forEach(replay::accept));
    }

    private static Results ofReplay(LeewayConfig config, Embedder embedder, Consumer<Replay> input) {
        Collector collector = new Collector();
        Ports ports = new Ports(
                embedder,
                Clock.systemUTC(),
                Set.of(),
                (source, reader) -> Long.MAX_VALUE,
                new LeewayMetrics(new SimpleMeterRegistry()));
        try (Replay replay = new Replay(config, ports, outcome -> {
            if (outcome instanceof Outcome.Pane pane) {
                collector.add(pane.value());
            } else if (outcome instanceof Outcome.Report report) {
                collector.add(report.value());
            } else if (outcome instanceof Outcome.Alert alert) {
                collector.add(alert.value());
            }
        })) {
            input.accept(replay);
            replay.end();
        }
        return collector.results();
    }

    /** The events in all panes. */
    long events() {
        return panes.values().stream()
                .mapToLong(pane -> Long.parseLong(pane.substring(0, pane.indexOf(' '))))
                .sum();
    }
}
