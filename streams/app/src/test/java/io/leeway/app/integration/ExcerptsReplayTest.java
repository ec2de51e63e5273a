/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.DrivenTopology;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.ExemplarRole;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same events with excerpts and without: the same alerts, but for what is quoted. */
class ExcerptsReplayTest {

    private static final Traffic TRAFFIC = Traffic.drifting("support", 180);

    private record Played(List<DriftAlert> opened, List<Exemplar> exemplars) {}

    private static Played play(boolean excerpts) {
        LeewayConfig config = LeewayConfig.parse(
                "test",
                "defaults: {windows: [10m], references: {trailing: {length: 3h, gap: 20m}}}",
                Map.of(),
                Map.of("privacy.excerpts", Boolean.toString(excerpts), "privacy.excerpt-length", "40"));
        Played played = new Played(new ArrayList<>(), new ArrayList<>());
        try (Replay replay = new Replay(
                config,
                DrivenTopology.ports(
                        HashingEmbedder.of(64), Clock.systemUTC(), new LeewayMetrics(new SimpleMeterRegistry())),
                outcome -> {
                    if (outcome instanceof Outcome.Pane pane) {
                        byte[] summary = new byte[pane.value().getSummary().remaining()];
                        pane.value().getSummary().duplicate().get(summary);
                        played.exemplars().addAll(PaneSummary.fromBytes(summary).exemplars());
                    } else if (outcome instanceof Outcome.Alert alert
                            && alert.value().getTransition() == AlertTransition.OPENED) {
                        played.opened().add(alert.value());
                    }
                })) {
            TRAFFIC.events().forEach(event -> replay.accept(event.json().getBytes(StandardCharsets.UTF_8)));
            replay.end();
        }
        return played;
    }

    @Test
    void shouldQuoteWhatMovedAndDecideTheSame() {
        Played with = play(true);
        Played without = play(false);

        assertThat(with.opened()).isNotEmpty();
        assertThat(with.opened())
                .extracting(alert -> alert.getDetectorFamily() + " " + alert.getOpenedAt() + " " + alert.getPValue())
                .isEqualTo(without.opened().stream()
                        .map(alert -> alert.getDetectorFamily() + " " + alert.getOpenedAt() + " " + alert.getPValue())
                        .toList());
        assertThat(with.exemplars())
                .extracting(Exemplar::eventId)
                .isEqualTo(without.exemplars().stream().map(Exemplar::eventId).toList());

        assertThat(without.exemplars()).extracting(Exemplar::excerpt).containsOnlyNulls();
        assertThat(without.opened()).allSatisfy(alert -> {
            assertThat(alert.getExemplars()).allMatch(exemplar -> exemplar.getExcerpt() == null);
            assertThat(alert.getTopics()).allMatch(topic -> topic.getTerms().isEmpty());
        });
        assertThat(with.exemplars())
                .allSatisfy(exemplar -> assertThat(exemplar.excerpt()).hasSizeBetween(1, 40));
        DriftAlert text = with.opened().stream()
                .filter(alert -> alert.getDetectorFamily().equals("text"))
                .findFirst()
                .orElseThrow();
        assertThat(text.getExemplars())
                .filteredOn(exemplar -> exemplar.getRole() == ExemplarRole.NEW)
                .isNotEmpty()
                .allMatch(exemplar -> exemplar.getExcerpt()
                        .matches(
                                ".*(translate|poem|recipe|weather|holiday|football" + "|guitar|garden|movie|novel).*"));
        assertThat(text.getTopics())
                .anySatisfy(topic -> assertThat(topic.getTerms()).isNotEmpty());
    }
}
