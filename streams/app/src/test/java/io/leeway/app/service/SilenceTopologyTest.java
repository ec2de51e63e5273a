/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.replay.Replay;
import io.leeway.app.topic.Topics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that falls silent and comes back, through the whole topology, and through a replay of the same events. */
class SilenceTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SILENT_FROM = 5;
    private static final int SILENT_TO = 65;

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();
    private final List<byte[]> events = new ArrayList<>();
    private LeewayConfig config;
    private Ports ports;
    private Topics topics;
    private DrivenTopology topology;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse(
                "test", "defaults: {no-data: 30m}", Map.of(), Map.of("state-dir", stateDir.toString()));
        topics = Topics.of(config);
        clock.set(START);
        ports = DrivenTopology.ports(HashingEmbedder.failingOn("boom", 8), clock, counters.metrics());
        topology = new DrivenTopology(config, ports, START);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private void send(TestInputTopic<byte[], byte[]> inputs, String agent) {
        byte[] event = String.format(
                        "{\"eventId\":\"%s-%s\",\"agentId\":\"%s\",\"occurredAt\":\"%s\",\"numbers\":{\"x\":1}}",
                        agent, clock.instant(), agent, clock.instant())
                .getBytes(StandardCharsets.UTF_8);
        events.add(event);
        inputs.pipeInput(null, event, clock.instant());
    }

    private void play() {
        TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
        for (int minute = 0; minute < SILENT_TO + 3; minute++) {
            send(inputs, "steady");
            if (minute < SILENT_FROM || minute >= SILENT_TO) {
                send(inputs, "support");
            }
            topology.pass(MINUTE, clock);
        }
    }

    @Test
    void shouldTellOfASilenceOnceAndOfItsEndAsAReplayDoes() {
        play();

        List<DriftAlert> alerts = topology.output(topics.alerts()).readValuesToList();
        assertThat(alerts)
                .extracting(alert -> alert.getAgentId() + " " + alert.getTransition() + " " + alert.getUpdatedAt())
                .containsExactly("support OPENED 2026-01-01T00:35:00Z", "support RESOLVED 2026-01-01T01:06:00Z");
        assertThat(counters.silent()).isZero();

        List<DriftReport> reports = topology.output(topics.reports()).readValuesToList();
        assertThat(reports)
                .filteredOn(report -> report.getState() == MonitorState.NO_DATA)
                .extracting(report -> report.getAgentId() + " " + report.getPaneEnd())
                .containsExactly("support 2026-01-01T00:05:00Z");
        assertThat(reports)
                .filteredOn(report -> report.getAgentId().equals("support"))
                .last()
                .extracting(DriftReport::getState)
                .isEqualTo(MonitorState.WARMING_UP);

        List<DriftAlert> replayed = new ArrayList<>();
        try (Replay replay = new Replay(config, ports, outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                replayed.add(alert.value());
            }
        })) {
            events.forEach(replay::accept);
            replay.end();
        }
        assertThat(replayed).isEqualTo(alerts);
    }
}
