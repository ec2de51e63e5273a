/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.Counters;
import io.leeway.app.service.Ports;
import io.leeway.app.service.SettableClock;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.PaneSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two tenants of one agent, each of which asks what it always asked. */
class CohortMixTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 480;
    private static final int CHANGE = 360;
    private static final String WATCHED = "defaults: {cohorts: {mix: true}}";

    private final List<DriftAlert> alerts = new ArrayList<>();
    private final List<PaneSummary> panes = new ArrayList<>();

    private void play(String config, double shareOfA) {
        Random random = new Random(7);
        try (Replay replay = replay(config)) {
            for (int minute = 0; minute < MINUTES; minute++) {
                for (int i = 0; i < 10; i++) {
                    boolean a = random.nextDouble() < (minute < CHANGE ? 0.7 : shareOfA);
                    replay.accept(event(a ? "a" : "b", minute, i, random));
                }
            }
            replay.end();
        }
    }

    private Replay replay(String config) {
        Ports ports = new Ports(
                HashingEmbedder.of(8),
                new SettableClock(),
                Set.of(),
                (source, reader) -> Long.MIN_VALUE,
                new Counters().metrics());
        return new Replay(LeewayConfig.parse("test", config, Map.of(), Map.of()), ports, this::take);
    }

    private void take(Outcome outcome) {
        if (outcome instanceof Outcome.Alert alert) {
            alerts.add(alert.value());
        } else if (outcome instanceof Outcome.Pane pane) {
            panes.add(pane.value());
        }
    }

    private static byte[] event(String cohort, int minute, int i, Random random) {
        return String.format(
                        Locale.ROOT,
                        "{\"eventId\":\"%d-%d\",\"agentId\":\"support\",\"cohort\":\"%s\",\"occurredAt\":\"%s\","
                                + "\"categories\":{\"tool\":\"%s\"}}",
                        minute,
                        i,
                        cohort,
                        START.plusSeconds(60L * minute + 6L * i),
                        random.nextDouble() < 0.2 ? cohort + "-1" : cohort + "-2")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellOfAnotherMixAndOfNothingElse() {
        play(WATCHED, 0.3);

        assertThat(alerts).isNotEmpty();
        DriftAlert alert = alerts.get(0);
        assertThat(alerts).allMatch(other -> other.getAlertId().equals(alert.getAlertId()));
        assertThat(alert.getKind()).isEqualTo(AlertKind.MIX_SHIFT);
        assertThat(alert.getCohort()).isEqualTo("*");
        assertThat(alert.getCause()).matches("traffic mix: cohort 'a' [67]\\d % to [345]\\d %, cohort 'b' .*");
        assertThat(alert.getOpenedAt())
                .isBetween(START.plusSeconds(60L * CHANGE), START.plusSeconds(60L * (CHANGE + 30)));
        assertThat(panes.stream()
                        .filter(pane -> "*".equals(pane.getCohort()))
                        .mapToLong(PaneSummary::getEvents)
                        .sum())
                .isEqualTo(10L * MINUTES);
    }

    @Test
    void shouldStayQuietWhileTheMixIsWhatItWas() {
        play(WATCHED, 0.7);

        assertThat(alerts).isEmpty();
    }

    @Test
    void shouldWatchNoMixUnlessAsked() {
        play("", 0.3);

        assertThat(alerts).isEmpty();
        assertThat(panes).isNotEmpty().noneMatch(pane -> "*".equals(pane.getCohort()));
    }

    @Test
    void shouldRefuseEventsOfAllCohorts() {
        try (Replay replay = replay(WATCHED)) {
            assertThat(refusal(() -> replay.accept(event("*", 0, 0, new Random(1))))
                            .reason())
                    .isEqualTo(Reason.INVALID_EVENT);
        }
    }
}
