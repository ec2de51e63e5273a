/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.ControlCommands;
import io.leeway.app.topic.Topics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits through the whole topology: one agent breaks two of them for a while, another has one absurd event. */
class LimitsTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 75;
    private static final int BROKEN_FROM = 30;
    private static final int BROKEN_TO = 40;
    private static final String CONFIG = """
            defaults:
              windows: [10m, 30m]
              presets: [agent-evals]
              limits: {latencyMs: {p99: 3000}, toolError: {rate: 0.02}}
            """;

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();
    private final Random random = new Random(8);
    private Topics topics;
    private DrivenTopology topology;

    @BeforeEach
    void start() {
        LeewayConfig config = LeewayConfig.parse("test", CONFIG, Map.of(), Map.of("state-dir", stateDir.toString()));
        topics = Topics.of(config);
        clock.set(START.plus(Duration.ofMinutes(MINUTES + 2)));
        Ports ports = DrivenTopology.ports(HashingEmbedder.failingOn("boom", 8), clock, counters.metrics());
        topology = new DrivenTopology(config, ports, clock.instant());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private static byte[] event(String agent, Instant time, double latency, boolean failed) {
        return String.format(
                        Locale.ROOT,
                        "{\"eventId\":\"%s-%s\",\"agentId\":\"%s\",\"occurredAt\":\"%s\",\"numbers\":{\"latencyMs\":%s},\"categories\":{\"toolError\":%s}}",
                        agent,
                        time,
                        agent,
                        time,
                        latency,
                        failed)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void play() {
        play(0, MINUTES);
        topology.pass(Duration.ofMinutes(2), clock);
    }

    private void play(int from, int to) {
        TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
        for (int second = from * 60; second < to * 60; second += 6) {
            Instant time = START.plusSeconds(second);
            int minute = second / 60;
            boolean broken = minute >= BROKEN_FROM && minute < BROKEN_TO;
            double latency = 400 * Math.exp(0.3 * random.nextGaussian());
            boolean failed = random.nextInt(200) == 0;
            inputs.pipeInput(
                    null,
                    event(
                            "broken",
                            time,
                            broken && random.nextBoolean() ? latency * 20 : latency,
                            failed || (broken && random.nextInt(3) == 0)),
                    clock.instant());
            boolean outlier = second == BROKEN_FROM * 60;
            inputs.pipeInput(null, event("steady", time, outlier ? 1e9 : latency, outlier || failed), clock.instant());
        }
    }

    private void order(ControlCommand command) {
        topology.input("leeway.control").pipeInput(null, Records.CONTROL_COMMAND.encode(command), clock.instant());
    }

    @Test
    void shouldAcknowledgeABrokenLimitAndNotAcceptIt() {
        play(0, BROKEN_FROM + 8);
        TestOutputTopic<String, DriftAlert> alerts = topology.output(topics.alerts());
        DriftAlert broken = alerts.readValuesToList().stream()
                .filter(alert -> alert.getDetectorFamily().equals("limit:toolError"))
                .findFirst()
                .orElseThrow();
        order(ControlCommands.of("k-1", CommandKind.ACKNOWLEDGE, "broken")
                .setAlertId(broken.getAlertId())
                .build());
        order(ControlCommands.of("k-2", CommandKind.ACCEPT, "broken")
                .setAlertId(broken.getAlertId())
                .build());
        play(BROKEN_FROM + 8, MINUTES);
        topology.pass(Duration.ofMinutes(2), clock);

        List<DriftAlert> later = alerts.readValuesToList().stream()
                .filter(alert -> alert.getAlertId().equals(broken.getAlertId()))
                .toList();
        assertThat(later)
                .extracting(DriftAlert::getTransition)
                .containsExactly(AlertTransition.UPDATED, AlertTransition.RESOLVED);
        assertThat(later).allSatisfy(alert -> {
            assertThat(alert.getAcknowledgedBy()).isEqualTo("ana");
            assertThat(alert.getAcknowledgedAt()).isEqualTo(ControlCommands.ISSUED);
        });
        assertThat(topology.output(topics.audit()).readValuesToList())
                .filteredOn(record -> record.getCommandId() != null)
                .extracting(record -> record.getAction() + " " + record.getAlertId() + " " + record.getReason())
                .containsExactly(
                        "acknowledge " + broken.getAlertId() + " null",
                        "refuse null a broken limit of toolError is not accepted but given another bound");
    }

    @Test
    void shouldOpenAndResolveEachBrokenLimitOnceAndNoneForAnOutlier() {
        play();

        List<DriftAlert> alerts = topology.output(topics.alerts()).readValuesToList().stream()
                .filter(alert -> alert.getKind() == AlertKind.LIMIT)
                .toList();
        assertThat(alerts)
                .extracting(alert -> alert.getAgentId() + " " + alert.getDetectorFamily() + " " + alert.getTransition())
                .containsExactlyInAnyOrder(
                        "broken limit:latencyMs OPENED",
                        "broken limit:latencyMs RESOLVED",
                        "broken limit:toolError OPENED",
                        "broken limit:toolError RESOLVED");
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.getOpenedAt()).isBetween(minute(BROKEN_FROM), minute(BROKEN_TO));
            assertThat(alert.getExemplars()).isNotEmpty();
        });
        assertThat(alerts).filteredOn(alert -> alert.getResolvedAt() != null).allSatisfy(alert -> assertThat(
                        alert.getResolvedAt())
                .isBetween(minute(BROKEN_TO + 10), minute(MINUTES)));

        List<DriftReport> reports = topology.output(topics.reports()).readValuesToList();
        assertThat(reports).anySatisfy(report -> assertThat(report.getFlags()).contains("limit_breached"));
        assertThat(reports.get(reports.size() - 1).getLimits())
                .extracting(limit -> limit.getFeature() + " " + limit.getLimit() + " " + limit.getWindow())
                .containsExactlyInAnyOrder(
                        "latencyMs p99 at most PT10M",
                        "latencyMs p99 at most PT30M",
                        "toolError rate at most PT10M",
                        "toolError rate at most PT30M");
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
