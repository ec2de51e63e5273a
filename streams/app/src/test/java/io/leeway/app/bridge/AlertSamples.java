/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Exemplar;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.MovedFeature;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Alerts made by hand. Their excerpts and markup are there to be found where they must not be. */
public final class AlertSamples {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    public static final String EXCERPT = "my card was charged twice";

    private AlertSamples() {}

    /** The key of an alert's record. */
    public static String key(DriftAlert alert) {
        return alert.getAgentId() + "|" + (alert.getCohort() == null ? "" : alert.getCohort()) + "|"
                + alert.getDetectorFamily();
    }

    public static DriftAlert opened(String agent, int minute) {
        return alert(agent, AlertTransition.OPENED, AlertSeverity.WARN, minute, minute);
    }

    /** The incident that opened in one minute, as it is in another. */
    public static DriftAlert later(String agent, AlertTransition transition, int opened, int minute) {
        AlertSeverity severity = transition == AlertTransition.UPDATED ? AlertSeverity.WARN : AlertSeverity.ALERT;
        return alert(agent, transition, severity, opened, minute);
    }

    private static DriftAlert alert(
            String agent, AlertTransition transition, AlertSeverity severity, int opened, int minute) {
        Instant openedAt = START.plus(Duration.ofMinutes(opened));
        Instant updatedAt = START.plus(Duration.ofMinutes(minute)).plusMillis(minute % 2 * 250L);
        return DriftAlert.newBuilder()
                .setAlertId(HexFormat.of().toHexDigits(agent.hashCode() * 31L + opened) + "0123456789abcdef")
                .setTransition(transition)
                .setKind(AlertKind.INPUT_DRIFT)
                .setSeverity(severity)
                .setAgentId(agent)
                .setCohort(agent.startsWith("sales") ? null : "v2")
                .setDetectorFamily("text")
                .setOpenedAt(openedAt)
                .setUpdatedAt(updatedAt)
                .setResolvedAt(transition == AlertTransition.RESOLVED ? updatedAt : null)
                .setProvisional(minute % 2 == 0)
                .setWindow(new AlertWindow(openedAt.minusSeconds(1200), openedAt, 512L, 183.25, "PT20M"))
                .setReference(new AlertReference("trailing", START.minusSeconds(3600), START, 8192L, 60))
                .setStatistic(minute == 0 ? Double.POSITIVE_INFINITY : 42.5)
                .setThreshold(1.0e-5)
                .setPValue(3.2e-7)
                .setEffect(0.0625)
                .setEffectGate(0.03)
                .setExpectedRunLength("PT720H")
                .setSummary("text of " + agent + " <moved> & grew, \u00fc\ud83d\ude80\n" + "since midnight")
                .setMovedFeatures(List.of(
                        new MovedFeature("number:latencyMs", "ladder", 1.0e-6, 0.4, 812.0, null, "812 to 900 <ms>"),
                        new MovedFeature("text", "embedding", 0.1 + 0.2, 0.1, null, Double.NaN, "new kinds")))
                .setExemplars(List.of(
                        new Exemplar("e-1", TRACE, "s-9", START, 0.93, ExemplarRole.NEW, EXCERPT, null),
                        new Exemplar("e-0", null, null, START.plusMillis(7), -0.5, ExemplarRole.GONE, null, null)))
                .setTopics(List.of())
                .setConfigVersion("c0ffee")
                .setFeatureMap("map-1")
                .setApplication("leeway")
                .build();
    }
}
