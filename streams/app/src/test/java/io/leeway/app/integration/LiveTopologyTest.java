/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.InForce;
import io.leeway.app.service.Counters;
import io.leeway.app.service.DrivenTopology;
import io.leeway.app.service.Ports;
import io.leeway.app.service.SettableClock;
import io.leeway.app.topic.Topics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.LimitEvaluation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window and a feature are added while events of two agents go through the whole topology. */
class LiveTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant CHANGE = START.plus(Duration.ofMinutes(30));
    private static final int MINUTES = 45;
    private static final int PER_MINUTE = 6;

    @TempDir
    private Path stateDir;

    private LeewayConfig config(String windows, String categories) {
        return LeewayConfig.parse(
                "test", """
                defaults:
                  windows: %s
                  limits: {latencyMs: {mean: 1000000}}
                  features: {categories: %s}
                """.formatted(windows, categories), Map.of(), Map.of("state-dir", stateDir.toString()));
    }

    private static byte[] event(String agent, Instant time) {
        return String.format(
                        Locale.ROOT,
                        "{\"eventId\":\"%s-%s\",\"agentId\":\"%s\",\"occurredAt\":\"%s\",\"text\":\"hello %s\","
                                + "\"numbers\":{\"latencyMs\":100},\"categories\":{\"tool\":\"x\"}}",
                        agent,
                        time,
                        agent,
                        time,
                        time)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTakeUpAWindowFromKeptPanesAtTheBorderOfAPane() {
        LeewayConfig before = config("[5m]", "off");
        LeewayConfig after = config("[5m, 20m]", "auto");
        InForce changing = time -> time < CHANGE.toEpochMilli() ? before.live() : after.live();
        AtomicInteger embedded = new AtomicInteger();
        SettableClock clock = new SettableClock();
        clock.set(START.plus(Duration.ofMinutes(MINUTES)));
        Ports ports = DrivenTopology.ports(
                new Hindered(HashingEmbedder.of(8), text -> embedded.incrementAndGet()),
                clock,
                new Counters().metrics());
        List<DriftReport> reports;
        try (DrivenTopology topology = new DrivenTopology(before, changing, ports, clock.instant())) {
            TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
            for (int i = 0; i < MINUTES * PER_MINUTE; i++) {
                for (String agent : List.of("support", "sales")) {
                    // The second agent is ten minutes behind: the time of its events is what counts.
                    long behind = agent.equals("sales") ? 600 : 0;
                    Instant time = START.plusSeconds(60L * i / PER_MINUTE - behind);
                    inputs.pipeInput(null, event(agent, time), clock.instant());
                }
            }
            reports = topology.output(Topics.of(before).reports()).readValuesToList();
        }

        assertThat(embedded).as("each text once").hasValue(2 * MINUTES * PER_MINUTE);
        assertThat(reports)
                .hasSizeGreaterThan(2 * (MINUTES - 5))
                .filteredOn(report -> report.getPaneStart().equals(CHANGE))
                .extracting(DriftReport::getAgentId)
                .containsExactlyInAnyOrder("support", "sales");
        assertThat(reports).allSatisfy(report -> {
            boolean changed = !report.getPaneStart().isBefore(CHANGE);
            assertThat(report.getConfigVersion()).isEqualTo((changed ? after : before).configVersion());
            assertThat(report.getLimits().stream()
                            .filter(limit -> limit.getWindow().equals("PT20M"))
                            .map(LimitEvaluation::getEvents))
                    .as("%s at %s", report.getAgentId(), report.getPaneStart())
                    .isEqualTo(changed ? List.of(20L * PER_MINUTE) : List.of());
        });
    }
}
