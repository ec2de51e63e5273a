/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.Blame;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Exemplar;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.MovedFeature;
import io.leeway.schemas.MovedTopic;
import io.leeway.schemas.TopicChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-01-01T00:20:00Z");

    private static DriftAlert.Builder alert() {
        return DriftAlert.newBuilder()
                .setAlertId("0123456789abcdef")
                .setTransition(AlertTransition.OPENED)
                .setKind(AlertKind.INPUT_DRIFT)
                .setSeverity(AlertSeverity.ALERT)
                .setAgentId("support")
                .setCohort("v2")
                .setDetectorFamily("text")
                .setOpenedAt(END)
                .setUpdatedAt(END)
                .setProvisional(true)
                .setWindow(new AlertWindow(START, END, 512L, 183.25, "PT20M"))
                .setReference(new AlertReference("trailing", START.minusSeconds(3600), START, 8192L, 60))
                .setStatistic(42.5)
                .setThreshold(1.0e-5)
                .setPValue(3.2e-7)
                .setEffect(0.046)
                .setEffectGate(0.03)
                .setExpectedRunLength("PT720H")
                .setSummary("text of support (v2) moved")
                .setMovedFeatures(List.of(
                        new MovedFeature("number:latencyMs", "ladder", 1.0e-6, 0.4, 812.0, 900.0, "812 to 900")))
                .setExemplars(List.of(new Exemplar(
                        "e-1", "trace-1", "s-9", START, 0.93, ExemplarRole.NEW, "I lost it", "https://traces/1")))
                .setCause("truncation: 97 % of texts have 24 characters")
                .setTopics(List.of(new MovedTopic(
                        TopicChange.NEW, -1, 0.05, 0.25, 1.0e-9, List.of("e-1", "e-2"), List.of("lost card", "atm"))))
                .setBlame(new Blame(0.75, 0.25, 0.0))
                .setStrongestAt(END)
                .setFirstDriftedEventId("e-1")
                .setFirstDriftedAt(START)
                .setConfigVersion("c")
                .setFeatureMap("m")
                .setApplication("leeway");
    }

    @Test
    void shouldTellAPersonWhatMovedAndWhereToLook() {
        assertThat(AlertText.of(alert().build())).isEqualToNormalizingNewlines("""
                OPENED  INPUT_DRIFT  support (v2)  text  at 2026-01-01T00:20:00Z
                  id 0123456789abcdef  (provisional: short reference)
                  text of support (v2) moved
                  cause: truncation: 97 % of texts have 24 characters
                  effect 0.046 (gate 0.030), p 3.2e-07 (bound 1.0e-05), window 2026-01-01T00:00:00Z to 2026-01-01T00:20:00Z: 512 events, 183 effective
                  reference trailing 2025-12-31T23:00:00Z to 2026-01-01T00:00:00Z: 8192 events
                  first event 2026-01-01T00:00:00Z (e-1), strongest at 2026-01-01T00:20:00Z
                  of the change 75 % text, 25 % numbers, 0 % categories
                  what moved:
                    number:latencyMs (ladder)  effect 0.400  p 1.0e-06  812 to 900
                  topics:
                    NEW  5.0 % to 25.0 % of texts, none of the reference's, p 1.0e-09: e-1, e-2
                         lost card, atm
                  exemplars:
                    NEW  e-1  trace trace-1  session s-9  2026-01-01T00:00:00Z  score 0.9300
                         "I lost it"
                         https://traces/1
                """);
    }

    @Test
    void shouldShowTheBoundsOfALimitInPlaceOfAReference() {
        DriftAlert limit = alert().setKind(AlertKind.LIMIT)
                .setDetectorFamily("limit:latencyMs")
                .setProvisional(false)
                .setCause(null)
                .setSummary("latencyMs of support (v2) broke its limit")
                .setMovedFeatures(List.of(new MovedFeature(
                        "latencyMs",
                        "p99 at most",
                        1.0e-6,
                        1120.0,
                        3000.0,
                        4120.0,
                        "p99 is 4120, at most 3000 is allowed")))
                .build();

        assertThat(AlertText.of(limit)).isEqualToNormalizingNewlines("""
                OPENED  LIMIT  support (v2)  limit:latencyMs  at 2026-01-01T00:20:00Z
                  id 0123456789abcdef
                  latencyMs of support (v2) broke its limit
                  window 2026-01-01T00:00:00Z to 2026-01-01T00:20:00Z: 512 events, 183 effective
                  broken limits:
                    latencyMs  p 1.0e-06  p99 is 4120, at most 3000 is allowed
                  exemplars:
                    NEW  e-1  trace trace-1  session s-9  2026-01-01T00:00:00Z  score 0.9300
                         "I lost it"
                         https://traces/1
                """);
    }

    @Test
    void shouldBeShortAboutAnAlertThatIsResolved() {
        DriftAlert resolved = alert().setCohort(null)
                .setTransition(AlertTransition.RESOLVED)
                .setProvisional(false)
                .setUpdatedAt(END.plusSeconds(600))
                .build();

        assertThat(AlertText.of(resolved)).isEqualToNormalizingNewlines("""
                RESOLVED  INPUT_DRIFT  support  text  at 2026-01-01T00:30:00Z
                  id 0123456789abcdef
                  open since 2026-01-01T00:20:00Z
                """);
    }
}
