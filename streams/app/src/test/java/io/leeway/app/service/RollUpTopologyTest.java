/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneForm;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.PaneSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rolled panes of the whole topology beside its panes. */
class RollUpTopologyTest {

    private static final Instant START = Instant.parse("2026-01-05T09:55:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path stateDir;

    @Test
    void shouldWriteTheMergeOfWhatItWritesAsPanes() {
        LeewayConfig config = LeewayConfig.parse(
                "test",
                "agents: {canaried: {cohorts: {mix: true}}}",
                Map.of(),
                Map.of("state-dir", stateDir.toString()));
        Topics topics = Topics.of(config);
        SettableClock clock = new SettableClock();
        clock.set(START.plus(Duration.ofHours(4)));
        Embedder embedder = HashingEmbedder.of(8);
        try (DrivenTopology topology = new DrivenTopology(
                config, DrivenTopology.ports(embedder, clock, new Counters().metrics()), clock.instant())) {
            TestInputTopic<byte[], byte[]> inputs = topology.input("agent-inputs");
            for (int minute = 0; minute < 135; minute++) {
                send(inputs, "plain", null, minute, clock);
                if (minute % 7 < 4) {
                    send(inputs, "canaried", "v" + minute % 2, minute, clock);
                }
            }

            List<TestRecord<String, PaneSummary>> panes =
                    topology.output(topics.panes()).readRecordsToList();
            List<TestRecord<String, PaneSummary>> rolled =
                    topology.output(topics.panesRolled()).readRecordsToList();

            assertThat(rolled)
                    .extracting(TestRecord::key)
                    .contains("plain|", "canaried|v0", "canaried|v1", "canaried|*");
            assertThat(rolled.stream()
                            .filter(cell -> cell.key().equals("plain|"))
                            .map(cell -> cell.value().getPaneStart() + "/"
                                    + cell.value().getCellMillis() / 60_000))
                    .startsWith("2026-01-05T09:55:00Z/10", "2026-01-05T09:55:00Z/60", "2026-01-05T10:00:00Z/10")
                    .endsWith("2026-01-05T11:50:00Z/10", "2026-01-05T11:00:00Z/60");
            for (TestRecord<String, PaneSummary> cell : rolled) {
                assertThat(cell.value().getDigest())
                        .as("%s at %s", cell.key(), cell.value().getPaneStart())
                        .isEqualTo(merged(cell, panes).digest());
            }
        }
    }

    /** The panes in a cell, merged one after the other. */
    private static io.leeway.stats.sketch.PaneSummary merged(
            TestRecord<String, PaneSummary> cell, List<TestRecord<String, PaneSummary>> panes) {
        long length = cell.value().getCellMillis();
        long number = cell.value().getPaneStart().toEpochMilli() / length;
        io.leeway.stats.sketch.PaneSummary all = new io.leeway.stats.sketch.PaneSummary();
        panes.stream()
                .filter(pane -> pane.key().equals(cell.key())
                        && pane.value().getPaneStart().toEpochMilli() / length == number)
                .forEach(pane -> all.merge(PaneForm.entry(pane.value()).summary()));
        return all;
    }

    private static void send(
            TestInputTopic<byte[], byte[]> inputs, String agent, String cohort, int minute, SettableClock clock) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("eventId", agent + minute);
        event.put("agentId", agent);
        event.put("occurredAt", START.plus(MINUTE.multipliedBy(minute)).toString());
        event.put("text", "text " + minute % 5);
        if (cohort != null) {
            event.put("cohort", cohort);
        }
        String json = event.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        inputs.pipeInput(null, json.getBytes(StandardCharsets.UTF_8), clock.instant());
    }
}
