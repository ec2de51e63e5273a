/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology, and the replay of the same events. */
class PipelineTopologyTest {

    private static final int DIMENSION = 64;

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();
    private final Embedder embedder = HashingEmbedder.failingOn("boom", DIMENSION);
    private LeewayConfig config;
    private Topics topics;
    private DrivenTopology topology;
    private TestInputTopic<byte[], byte[]> inputs;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse("test", DriftingTraffic.CONFIG, Map.of(), Map.of("state-dir", stateDir.toString()));
        topics = Topics.of(config);
        clock.set(DriftingTraffic.END.plusSeconds(60));
        topology = new DrivenTopology(config, ports(), clock.instant());
        inputs = topology.input("agent-inputs");
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private Ports ports() {
        return DrivenTopology.ports(embedder, clock, counters.metrics());
    }

    @Test
    void shouldAlertOnTheAgentThatDriftsAndSayWhatTheReplaySays() {
        List<byte[]> events = DriftingTraffic.events();
        events.forEach(event -> inputs.pipeInput(null, event, clock.instant()));
        topology.pass(Duration.ofMinutes(2), clock);

        List<TestRecord<String, DriftAlert>> alerts =
                topology.output(topics.alerts()).readRecordsToList();
        assertThat(alerts).isNotEmpty();
        TestRecord<String, DriftAlert> first = alerts.stream()
                .filter(alert -> alert.key().equals("drifting||text"))
                .findFirst()
                .orElseThrow();
        assertThat(first.value().getTransition()).isEqualTo(AlertTransition.OPENED);
        assertThat(first.value().getOpenedAt()).isBetween(DriftingTraffic.CHANGE, DriftingTraffic.END);
        assertThat(first.value().getExemplars()).isNotEmpty();
        assertThat(header(first, "ce_type")).isEqualTo("io.leeway.alert.opened");
        assertThat(header(first, "ce_subject")).isEqualTo("drifting||text");
        assertThat(header(first, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(alerts).extracting(alert -> alert.value().getAgentId()).containsOnly("drifting");

        Said said = new Said();
        alerts.forEach(alert -> said.alert(alert.value()));
        topology.output(topics.reports()).readValuesToList().forEach(said::report);
        topology.output(topics.panes()).readValuesToList().forEach(said::pane);
        topology.output(topics.audit()).readValuesToList().forEach(said::audit);
        assertThat(said.lines).isEqualTo(replayed(events).lines);

        assertThat(counters.of(Metric.EVENTS)).isEqualTo(events.size());
        assertThat(counters.of(Metric.LATE_EVENTS)).isZero();
        assertThat(counters.of(Metric.CLAMPED_EVENTS)).isZero();
        assertThat(counters.of(Metric.ALERTS)).isEqualTo(alerts.size());
    }

    @Test
    void shouldSetBadRecordsAsideAndGoOn() {
        String good = "{\"agentId\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"%s\"}";
        inputs.pipeInput(utf8("my-secret-4711"));
        inputs.pipeInput(utf8(good.formatted("boom")));
        inputs.pipeInput((byte[]) null);
        inputs.pipeInput(utf8("{\"agentId\":7}"));
        inputs.pipeInput(utf8(good.formatted("hello")));
        topology.pass(Duration.ofMinutes(2), clock);

        List<String> letters = topology.texts(topics.deadLetters().name());
        assertThat(letters).hasSize(4);
        assertThat(letters.get(0)).contains("UNPARSABLE").doesNotContain("my-secret");
        assertThat(letters.get(1)).contains("EMBEDDING_FAILED").doesNotContain("boom");
        assertThat(letters.get(2)).contains("UNPARSABLE", "no value");
        assertThat(letters.get(3)).contains("INVALID_EVENT", "agentId must be a string");
        assertThat(topology.output(topics.panes()).readValuesToList())
                .extracting(PaneSummary::getEvents)
                .containsExactly(1L);
        assertThat(counters.of(Metric.EVENTS)).isEqualTo(1);
    }

    private Said replayed(List<byte[]> events) {
        Said said = new Said();
        try (Replay replay = new Replay(config, ports(), outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                said.alert(alert.value());
            } else if (outcome instanceof Outcome.Report report) {
                said.report(report.value());
            } else if (outcome instanceof Outcome.Pane pane) {
                said.pane(pane.value());
            } else if (outcome instanceof Outcome.Audit audit) {
                said.audit(audit.value());
            }
        })) {
            events.forEach(replay::accept);
            replay.end();
            assertThat(replay.late()).isZero();
        }
        return said;
    }

    private static String header(TestRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Everything that was said of each agent, as bytes, in order. */
    private static final class Said {
        private final Map<String, List<String>> lines = new TreeMap<>();

        void alert(DriftAlert alert) {
            add("alerts of " + alert.getAgentId(), Records.DRIFT_ALERT.encode(alert));
        }

        void report(DriftReport report) {
            add("reports of " + report.getAgentId(), Records.DRIFT_REPORT.encode(report));
        }

        void audit(AuditRecord audit) {
            add("audit of " + audit.getAgentId(), Records.AUDIT_RECORD.encode(audit));
        }

        /** All of a pane but where it came from and what closed it, in which a replay differs. */
        void pane(PaneSummary pane) {
            add(
                    "panes of " + pane.getAgentId(),
                    utf8(pane.getPaneStart() + " " + pane.getEvents() + " " + pane.getDigest()));
        }

        private void add(String what, byte[] bytes) {
            lines.computeIfAbsent(what, key -> new ArrayList<>())
                    .add(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
