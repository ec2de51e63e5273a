/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.DrivenTopology;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to texts where they come in, in a replay. */
class DoorsReplayTest {

    @TempDir
    private Path folder;

    private Path salt;

    @BeforeEach
    void writeSalt() throws IOException {
        salt = Files.writeString(folder.resolve("salt"), "pepper");
    }

    private static Replay replay(String yaml, Map<String, String> more, Consumer<Outcome> consumer) {
        Embedder embedder = HashingEmbedder.of(64);
        Ports ports = DrivenTopology.ports(embedder, Clock.systemUTC(), new LeewayMetrics(new SimpleMeterRegistry()));
        return new Replay(LeewayConfig.parse("test", yaml, Map.of(), more), ports, consumer);
    }

    private static byte[] event(String agent, String text) {
        return ("{\"agentId\":\"" + agent + "\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldEmbedMeasureAndQuoteWhatIsLeftOfAText() {
        String yaml = "privacy: {excerpts: true, scrub: [card], redaction-literals: [gone]}";
        try (Replay scrubbing = replay(yaml, Map.of(), outcome -> {});
                Replay plain = replay("privacy: {excerpts: true}", Map.of(), outcome -> {})) {
            Observation scrubbed = scrubbing.accept(event("a", "my card 4111 1111 1111 1111"));
            Observation written = plain.accept(event("a", "my card [CARD]"));

            assertThat(scrubbed.excerpt()).isEqualTo("my card [CARD]");
            assertThat(scrubbed.vector()).isEqualTo(written.vector());
            assertThat(scrubbed.numbers()).isEqualTo(written.numbers());
            assertThat(scrubbing.accept(event("a", "4111111111111111")).textState())
                    .isEqualTo(TextState.REDACTED);
            assertThat(scrubbing.accept(event("a", " gone ")).textState()).isEqualTo(TextState.REDACTED);
        }
    }

    @Test
    void shouldRefuseAgentsBeyondTheCap() {
        try (Replay replay = replay("caps: {agents: 1}", Map.of(), outcome -> {})) {
            replay.accept(event("a", "hello"));

            assertThatThrownBy(() -> replay.accept(event("b", "hello")))
                    .isInstanceOf(BadEventException.class)
                    .hasMessageContaining("caps.agents");
            assertThat(replay.accept(event("a", "hello")).textState()).isEqualTo(TextState.PRESENT);
        }
    }

    @Test
    void shouldPutFingerprintsInPlaceOfExcerptsAndDecideTheSame() {
        List<DriftAlert> opened = new ArrayList<>();
        List<Exemplar> exemplars = new ArrayList<>();
        String defaults = "defaults: {windows: [10m], references: {trailing: {length: 3h, gap: 20m}}}";
        Map<String, String> hashing = Map.of("privacy.text", "hash", "privacy.hash-salt-file", salt.toString());
        Traffic traffic = Traffic.drifting("support", 180);
        List<DriftAlert> plain = new ArrayList<>();
        for (boolean hash : new boolean[] {true, false}) {
            try (Replay replay = replay(defaults, hash ? hashing : Map.of(), outcome -> {
                if (outcome instanceof Outcome.Pane pane && hash) {
                    byte[] summary = new byte[pane.value().getSummary().remaining()];
                    pane.value().getSummary().duplicate().get(summary);
                    exemplars.addAll(PaneSummary.fromBytes(summary).exemplars());
                } else if (outcome instanceof Outcome.Alert alert
                        && alert.value().getTransition() == AlertTransition.OPENED) {
                    (hash ? opened : plain).add(alert.value());
                }
            })) {
                traffic.events().forEach(event -> replay.accept(event.json().getBytes(StandardCharsets.UTF_8)));
                replay.end();
            }
        }

        assertThat(exemplars).isNotEmpty().allSatisfy(exemplar -> assertThat(exemplar.excerpt())
                .matches("hmac:[0-9a-f]{16}"));
        assertThat(opened)
                .isNotEmpty()
                .extracting(alert -> alert.getDetectorFamily() + alert.getOpenedAt() + alert.getPValue())
                .isEqualTo(plain.stream()
                        .map(alert -> alert.getDetectorFamily() + alert.getOpenedAt() + alert.getPValue())
                        .toList());
        assertThat(opened).allSatisfy(alert -> assertThat(alert.getTopics())
                .allMatch(topic -> topic.getTerms().isEmpty()));
    }

    @Test
    void shouldGiveEqualTextsEqualFingerprints() {
        Map<String, String> hashing = Map.of("privacy.text", "hash", "privacy.hash-salt-file", salt.toString());
        try (Replay replay = replay("privacy: {scrub: [card]}", hashing, outcome -> {})) {
            Map<String, Long> counts =
                    List.of("hello", " hello ", "good bye", "4111111111111111 x", "5500005555555559 x").stream()
                            .map(text -> replay.accept(event("a", text)).excerpt())
                            .collect(Collectors.groupingBy(code -> code, Collectors.counting()));

            assertThat(counts.values()).containsExactlyInAnyOrder(2L, 1L, 2L);
        }
    }
}
