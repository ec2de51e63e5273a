/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.pane.SourcePartition;
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
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
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
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> inputs;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse("test", DriftingTraffic.CONFIG, Map.of(), Map.of("state-dir", stateDir.toString()));
        topics = Topics.of(config);
        clock.set(DriftingTraffic.END.plusSeconds(60));
        Map<String, Object> properties = StreamsProperties.of(config, counters.metrics());
        Properties forDriver = new Properties();
        forDriver.putAll(properties);
        forDriver.put("bootstrap.servers", "unused:1");
        properties.putAll(Map.of("bootstrap.servers", "unused:1"));
        driver = new TopologyTestDriver(DriftTopology.of(config, ports(), properties), forDriver, clock.instant());
        inputs = driver.createInputTopic("agent-inputs", new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private Ports ports() {
        return new Ports(
                embedder,
                clock,
                Set.of(new SourcePartition("agent-inputs", 0)),
                (source, reader) -> Long.MAX_VALUE,
                counters.metrics());
    }

    private void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    private <V> TestOutputTopic<String, V> output(Topics.Topic<?, V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), topic.value().deserializer());
    }

    @Test
    void shouldAlertOnTheAgentThatDriftsAndSayWhatTheReplaySays() {
        List<byte[]> events = DriftingTraffic.events();
        events.forEach(event -> inputs.pipeInput(null, event, clock.instant()));
        pass(Duration.ofMinutes(2));

        List<TestRecord<String, DriftAlert>> alerts = output(topics.alerts()).readRecordsToList();
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

        Said topology = new Said();
        alerts.forEach(alert -> topology.alert(alert.value()));
        output(topics.reports()).readValuesToList().forEach(topology::report);
        output(topics.panes()).readValuesToList().forEach(topology::pane);
        output(topics.audit()).readValuesToList().forEach(topology::audit);
        assertThat(topology.lines).isEqualTo(replayed(events).lines);

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
        pass(Duration.ofMinutes(2));

        List<String> letters = driver.createOutputTopic(
                        topics.deadLetters().name(), new StringDeserializer(), new StringDeserializer())
                .readValuesToList();
        assertThat(letters).hasSize(4);
        assertThat(letters.get(0)).contains("UNPARSABLE").doesNotContain("my-secret");
        assertThat(letters.get(1)).contains("EMBEDDING_FAILED").doesNotContain("boom");
        assertThat(letters.get(2)).contains("UNPARSABLE", "no value");
        assertThat(letters.get(3)).contains("INVALID_EVENT", "agentId must be a string");
        assertThat(output(topics.panes()).readValuesToList())
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
