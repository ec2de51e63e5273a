/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.replay.Replay;
import io.leeway.app.topic.Topics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.PaneSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers that send vectors of another model for a while, through the whole topology. */
class WrongVectorsTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 180;
    private static final int WRONG_FROM = 130;
    private static final int WRONG_TO = 145;
    private static final int EVENTS = MINUTES * 12;

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();
    private LeewayConfig config;
    private Ports ports;
    private DrivenTopology topology;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse("test", DriftingTraffic.CONFIG, Map.of(), Map.of("state-dir", stateDir.toString()));
        clock.set(START.plus(Duration.ofMinutes(MINUTES + 2)));
        ports = DrivenTopology.ports(HashingEmbedder.of(8), clock, counters.metrics());
        topology = new DrivenTopology(config, ports, clock.instant());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    /** Vectors throughout; in between every third is of another model, and every third of those unnamed. */
    private static List<byte[]> events() {
        Random random = new Random(11);
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            int minute = i / 12;
            boolean wrong = minute >= WRONG_FROM && minute < WRONG_TO && i % 3 == 0;
            String model = !wrong ? "\"hashing-8\"" : i % 9 == 0 ? "null" : "\"other\"";
            int entries = wrong ? 5 : 8;
            List<String> vector = new ArrayList<>();
            for (int k = 0; k < entries; k++) {
                vector.add(String.format(Locale.ROOT, "%.4f", random.nextGaussian()));
            }
            events.add(String.format(
                            Locale.ROOT,
                            "{\"eventId\":\"e-%d\",\"agentId\":\"a\",\"occurredAt\":\"%s\",\"embedding\":%s,\"embeddingModel\":%s,\"numbers\":{\"latency\":%.4f}}",
                            i,
                            START.plusSeconds(5L * i),
                            vector,
                            model,
                            random.nextGaussian())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return events;
    }

    @Test
    void shouldSetThemAsideCountThemAndTellWhoseTheyAre() {
        Topics topics = Topics.of(config);
        TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
        events().forEach(event -> inputs.pipeInput(null, event, clock.instant()));
        topology.pass(Duration.ofMinutes(2), clock);

        int wrong = (WRONG_TO - WRONG_FROM) * 12 / 3;
        assertThat(topology.texts(topics.deadLetters().name()))
                .hasSize(wrong)
                .allMatch(letter -> letter.contains("\"reason\":\"WRONG_EMBEDDING\""));
        List<PaneSummary> panes = topology.output(topics.panes()).readValuesToList();
        assertThat(panes.stream().mapToLong(PaneSummary::getEvents).sum()).isEqualTo(EVENTS);

        List<DriftAlert> alerts = topology.output(topics.alerts()).readValuesToList();
        assertThat(alerts)
                .extracting(alert -> alert.getDetectorFamily() + " " + alert.getKind() + " " + alert.getTransition())
                .containsExactly(
                        "embedding " + AlertKind.EMBEDDING_MISMATCH + " " + AlertTransition.OPENED,
                        "embedding " + AlertKind.EMBEDDING_MISMATCH + " " + AlertTransition.RESOLVED);
        DriftAlert opened = alerts.get(0);
        assertThat(opened.getOpenedAt()).isBetween(minute(WRONG_FROM), minute(WRONG_TO));
        assertThat(opened.getCause())
                .startsWith("wrong-vectors: ")
                .endsWith(" % of events carry vectors of 'other' (5 entries) and 1 other sort, this service compares"
                        + " 'hashing-8' (8)");
        assertThat(opened.getReference().getName()).isEqualTo("model");
        assertThat(opened.getExemplars()).isNotEmpty();
        assertThat(alerts.get(1).getResolution()).isEqualTo("recovered");

        assertThat(replayed()).isEqualTo(alerts);
    }

    /** The same events without Kafka. */
    private List<DriftAlert> replayed() {
        List<DriftAlert> alerts = new ArrayList<>();
        try (Replay replay = new Replay(config, ports, outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                alerts.add(alert.value());
            }
        })) {
            for (byte[] event : events()) {
                try {
                    replay.accept(event);
                } catch (BadEventException e) {
                    assertThat(e.reason()).isEqualTo(BadEventException.Reason.WRONG_EMBEDDING);
                }
            }
            replay.end();
        }
        return alerts;
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
