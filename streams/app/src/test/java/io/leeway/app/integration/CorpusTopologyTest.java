/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.DrivenTopology;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.ExemplarRole;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corpora through the whole topology: what is asked changes after two hours, and what is known later. */
class CorpusTopologyTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Traffic TRAFFIC = new Traffic("support", Traffic.START, 200, 120);
    private static final int LEARNED = 160;

    @TempDir
    private Path stateDir;

    private final Embedder embedder = HashingEmbedder.of(64);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Traffic.Event> events = TRAFFIC.events();
    private final CorpusTexts texts = new CorpusTexts("support");
    private LeewayConfig config;
    private DrivenTopology topology;
    private TestInputTopic<byte[], byte[]> inputs;
    private TestInputTopic<byte[], byte[]> items;
    private int sent;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse("test", """
                corpora: [{topic: agent-corpus}]
                defaults:
                  windows: [10m]
                  references: {trailing: {length: 3h, gap: 20m}}
                  features: {numbers: off, categories: off}
                """, Map.of(), Map.of("state-dir", stateDir.toString()));
        topology = new DrivenTopology(config, ports(), NOW);
        inputs = topology.input("agent-inputs");
        items = topology.input("agent-corpus");
    }

    @AfterEach
    void stop() {
        topology.close();
        embedder.close();
    }

    private Ports ports() {
        return DrivenTopology.ports(embedder, Clock.fixed(NOW, ZoneOffset.UTC), new LeewayMetrics(meters));
    }

    private static Instant minute(int number) {
        return TRAFFIC.start().plus(Traffic.PANE.multipliedBy(number));
    }

    private void sendUntil(int minute) {
        while (sent < events.size() && events.get(sent).at().isBefore(minute(minute))) {
            inputs.pipeInput(null, bytes(events.get(sent++).json()), NOW);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void learn(List<String> all) {
        all.forEach(item -> items.pipeInput(null, bytes(item), NOW));
    }

    private List<DriftAlert> coverage(List<DriftAlert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.getDetectorFamily().equals("coverage"))
                .toList();
    }

    @Test
    void shouldAlertUntilTheCorpusHasWhatIsAskedForAndAsTheReplayDoes() {
        List<String> before = texts.before(300, null);
        List<String> after = texts.after(300, minute(LEARNED - 1));
        learn(before);
        sendUntil(LEARNED);
        learn(after);
        sendUntil(200);

        List<DriftAlert> alerts = topology.output(Topics.of(config).alerts()).readValuesToList();
        assertThat(coverage(alerts))
                .extracting(DriftAlert::getTransition)
                .startsWith(AlertTransition.OPENED)
                .endsWith(AlertTransition.RESOLVED);
        DriftAlert opened = coverage(alerts).get(0);
        assertThat(opened.getKind()).isEqualTo(AlertKind.COVERAGE);
        assertThat(opened.getOpenedAt()).isBetween(minute(121), minute(130));
        assertThat(opened.getSummary())
                .contains(" % of the inputs of support since ", " are far from everything its corpus covers, ");
        assertThat(opened.getMovedFeatures()).singleElement().satisfies(moved -> {
            assertThat(moved.getFeature()).isEqualTo("coverage");
            assertThat(moved.getAfter()).isGreaterThan(moved.getBefore() + 0.02);
        });
        assertThat(opened.getExemplars())
                .isNotEmpty()
                .allMatch(exemplar -> exemplar.getRole() == ExemplarRole.NEW)
                .allMatch(exemplar -> !exemplar.getOccurredAt().isBefore(minute(120)));
        DriftAlert resolved = coverage(alerts).get(coverage(alerts).size() - 1);
        assertThat(resolved.getResolution()).isEqualTo("recovered");
        assertThat(resolved.getResolvedAt()).isBetween(minute(LEARNED + 9), minute(LEARNED + 25));
        assertThat(alerts)
                .filteredOn(alert -> alert.getDetectorFamily().equals("text"))
                .as("what is asked has changed all the same")
                .isNotEmpty();

        List<DriftReport> reports = topology.output(Topics.of(config).reports()).readValuesToList();
        assertThat(reports.get(reports.size() - 1).getNotes()).anyMatch(note -> note.startsWith("corpus: 600 items; "));
        assertThat(Cluster.count(meters, "leeway.corpus.changes")).isEqualTo(600);
        assertThat(alerts).isEqualTo(replayed(before, after, events.subList(0, sent)));
    }

    /** The replay closes the last panes; the service waits for events that close them. */
    private List<DriftAlert> replayed(List<String> before, List<String> after, List<Traffic.Event> all) {
        List<DriftAlert> alerts = new ArrayList<>();
        try (Replay replay = new Replay(config, ports(), outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                alerts.add(alert.value());
            }
        })) {
            // In any order: each says when it takes effect.
            after.forEach(item -> replay.item(bytes(item)));
            before.forEach(item -> replay.item(bytes(item)));
            all.forEach(event -> replay.accept(bytes(event.json())));
        }
        return alerts;
    }

    @Test
    void shouldSayNothingOfNewQuestionsThatTheCorpusCovers() {
        learn(texts.before(300, null));
        learn(texts.after(300, null));
        sendUntil(200);

        List<DriftAlert> alerts = topology.output(Topics.of(config).alerts()).readValuesToList();
        assertThat(coverage(alerts)).isEmpty();
        assertThat(alerts).extracting(DriftAlert::getDetectorFamily).contains("text");
    }

    @Test
    void shouldForgetWhatIsDeletedAndSetBadItemsAside() {
        learn(texts.before(300, null));
        learn(List.of(
                "{\"agentId\":\"support\",\"itemId\":\"bad\",\"text\":\"\"}",
                "my-secret",
                "{\"agentId\":\"support\",\"itemId\":\"bad\",\"embedding\":[1,0],\"embeddingModel\":\"other\"}"));
        items.pipeInput(bytes("no item"), null, NOW);
        sendUntil(60);
        for (int i = 0; i < 150; i++) {
            items.pipeInput(bytes("support|" + texts.id("before", i)), null, NOW);
        }
        sendUntil(90);

        List<DriftReport> reports = topology.output(Topics.of(config).reports()).readValuesToList();
        assertThat(reports).anySatisfy(report -> assertThat(report.getNotes())
                .anyMatch(note -> note.startsWith("corpus: 300 items")));
        assertThat(reports.get(reports.size() - 1).getNotes())
                .contains("corpus: 150 items are too few to say what they cover: 200 are needed");
        assertThat(topology.texts("leeway.dead-letters")).hasSize(4).noneMatch(letter -> letter.contains("my-secret"));
        assertThat(Cluster.count(meters, "leeway.dead.letters", "reason", "INVALID_ITEM"))
                .isEqualTo(2);
        assertThat(Cluster.count(meters, "leeway.dead.letters", "reason", "UNPARSABLE"))
                .isEqualTo(1);
        assertThat(Cluster.count(meters, "leeway.dead.letters", "reason", "WRONG_EMBEDDING"))
                .isEqualTo(1);
    }
}
