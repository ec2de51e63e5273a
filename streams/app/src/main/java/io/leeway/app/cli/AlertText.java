/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Exemplar;
import io.leeway.schemas.MovedFeature;
import java.util.Locale;

/** An alert for a person at a terminal. */
final class AlertText {

    private AlertText() {}

    static String of(DriftAlert alert) {
        String agent =
                alert.getCohort() == null ? alert.getAgentId() : alert.getAgentId() + " (" + alert.getCohort() + ")";
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s  %s  %s  %s  at %s",
                alert.getTransition(),
                alert.getKind(),
                agent,
                alert.getDetectorFamily(),
                alert.getUpdatedAt());
        line(text, "  id %s%s", alert.getAlertId(), alert.getProvisional() ? "  (provisional: short reference)" : "");
        if (alert.getTransition() == AlertTransition.RESOLVED) {
            line(text, "  open since %s", alert.getOpenedAt());
            if (alert.getResolution() != null) {
                line(text, "  %s", alert.getResolution());
            }
            return text.toString();
        }
        if (alert.getAcknowledgedBy() != null) {
            line(text, "  acknowledged by %s at %s", alert.getAcknowledgedBy(), alert.getAcknowledgedAt());
        }
        line(text, "  %s", alert.getSummary());
        line(
                text,
                "  effect %.3f (gate %.3f), p %.1e (bound %.1e), window %s to %s: %d events, %.0f effective",
                alert.getEffect(),
                alert.getEffectGate(),
                alert.getPValue(),
                alert.getThreshold(),
                alert.getWindow().getStart(),
                alert.getWindow().getEnd(),
                alert.getWindow().getEvents(),
                alert.getWindow().getEffectiveEvents());
        line(
                text,
                "  reference %s %s to %s: %d events",
                alert.getReference().getName(),
                alert.getReference().getStart(),
                alert.getReference().getEnd(),
                alert.getReference().getEvents());
        line(text, "  what moved:");
        for (MovedFeature moved : alert.getMovedFeatures()) {
            line(
                    text,
                    "    %s (%s)  effect %.3f  p %.1e  %s",
                    moved.getFeature(),
                    moved.getDetector(),
                    moved.getEffect(),
                    moved.getPValue(),
                    moved.getDescription());
        }
        line(text, "  exemplars:");
        for (Exemplar exemplar : alert.getExemplars()) {
            line(
                    text,
                    "    %-4s %s  trace %s  session %s  %s  score %.4f",
                    exemplar.getRole(),
                    exemplar.getEventId(),
                    exemplar.getTraceId(),
                    exemplar.getSessionId(),
                    exemplar.getOccurredAt(),
                    exemplar.getScore());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
