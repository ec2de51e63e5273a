/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.Topics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.MonitorState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two live cohorts through the whole topology, which both follow the hour; in the end the canary is asked new things too. */
class CohortsTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 420;
    private static final int CHANGE = 240;
    private static final int EVENTS_PER_MINUTE = 10;
    private static final String[] DAY = {"where is my order", "cancel my order", "change the address of my order"};
    private static final String[] NIGHT = {"reset my password", "lock my account", "who signed in to my account"};
    private static final String[] NEW = {"top up by cheque", "top up by bank transfer", "why was my top up reverted"};
    private static final String CONFIG = """
            defaults:
              windows: [5m, 20m, 60m]
              expected-run-length: 3d
              features: {text: true, numbers: off, categories: off}
            agents:
              "support-*": {cohorts: {control: v1, canary: v2, at-most: 2}}
            """;

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();

    private List<DriftAlert> alerts;
    private List<DriftReport> reports;

    /** Events of both cohorts, and of two others of which one is too many. */
    private void play(long seed, double newInCanary) {
        LeewayConfig config = LeewayConfig.parse("test", CONFIG, Map.of(), Map.of("state-dir", stateDir.toString()));
        Topics topics = Topics.of(config);
        clock.set(START.plus(Duration.ofMinutes(MINUTES + 2)));
        Ports ports = DrivenTopology.ports(HashingEmbedder.of(32), clock, counters.metrics());
        Random random = new Random(seed);
        try (DrivenTopology topology = new DrivenTopology(config, ports, clock.instant())) {
            TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
            for (int minute = 0; minute < MINUTES; minute++) {
                for (int i = 0; i < EVENTS_PER_MINUTE; i++) {
                    Instant time = START.plusSeconds(60L * minute + 60L * i / EVENTS_PER_MINUTE);
                    inputs.pipeInput(null, event("v1", time, text(minute, 0, random)), clock.instant());
                    double added = minute >= CHANGE ? newInCanary : 0;
                    inputs.pipeInput(null, event("v2", time, text(minute, added, random)), clock.instant());
                }
                for (String other : minute < 5 ? List.of("v3", "v4", "v5") : List.<String>of()) {
                    inputs.pipeInput(null, event(other, START.plusSeconds(60L * minute), "hello"), clock.instant());
                }
            }
            topology.pass(Duration.ofMinutes(2), clock);
            alerts = topology.output(topics.alerts()).readValuesToList().stream()
                    .filter(alert -> alert.getDetectorFamily().startsWith("cohort:"))
                    .toList();
            reports = topology.output(topics.reports()).readValuesToList();
        }
    }

    private static String text(int minute, double added, Random random) {
        double night = 0.5 + 0.45 * Math.sin(2 * Math.PI * minute / 200);
        String[] from = random.nextDouble() < added ? NEW : random.nextDouble() < night ? NIGHT : DAY;
        return from[random.nextInt(from.length)] + " " + random.nextInt(20);
    }

    private static byte[] event(String cohort, Instant time, String text) {
        return String.format(
                        Locale.ROOT,
                        "{\"eventId\":\"%s-%s\",\"agentId\":\"support-1\",\"cohort\":\"%s\",\"occurredAt\":\"%s\",\"text\":\"%s\"}",
                        cohort,
                        time,
                        cohort,
                        time,
                        text)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldStayQuietWhileBothFollowTheHourAndLeaveOutCohortsBeyondTheMost() {
        play(1, 0);

        assertThat(alerts).isEmpty();
        List<DriftReport> compared = reports.stream()
                .filter(report -> report.getComparedWith() != null)
                .toList();
        assertThat(compared).hasSizeBetween(MINUTES / 5 - 2, MINUTES / 5).allSatisfy(report -> {
            assertThat(report.getCohort()).isEqualTo("v2");
            assertThat(report.getComparedWith()).isEqualTo("v1");
        });
        assertThat(compared.get(0).getState()).isEqualTo(MonitorState.WARMING_UP);
        assertThat(compared.get(compared.size() - 1).getState()).isIn(MonitorState.OK, MonitorState.WARN);
        assertThat(compared.get(compared.size() - 1).getTests())
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.getReference()).isEqualTo("cohort:v1"));
        assertThat(reports)
                .extracting(DriftReport::getCohort)
                .contains("v1", "v2", "v3", "v4")
                .doesNotContain("v5");
    }

    @Test
    void shouldNameTheCanaryAgainstTheControl() {
        play(2, 0.15);

        assertThat(alerts).hasSize(1);
        DriftAlert alert = alerts.get(0);
        assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED);
        assertThat(alert.getKind()).isEqualTo(AlertKind.INPUT_DRIFT);
        assertThat(alert.getDetectorFamily()).isEqualTo("cohort:text");
        assertThat(alert.getCohort()).isEqualTo("v2");
        assertThat(alert.getReference().getName()).isEqualTo("cohort:v1");
        assertThat(alert.getOpenedAt()).isAfter(START.plus(Duration.ofMinutes(CHANGE)));
        assertThat(alert.getReference().getStart()).isEqualTo(alert.getWindow().getStart());
        assertThat(alert.getReference().getEnd()).isEqualTo(alert.getWindow().getEnd());
        assertThat(alert.getPValue()).isLessThanOrEqualTo(alert.getThreshold());
        assertThat(alert.getSummary()).contains("canary v2 differs from control v1");
        assertThat(alert.getExemplars()).isNotEmpty().allSatisfy(exemplar -> assertThat(exemplar.getEventId())
                .startsWith(exemplar.getRole() == ExemplarRole.NEW ? "v2-" : "v1-"));
    }
}
