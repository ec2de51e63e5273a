/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.Blame;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Exemplar;
import io.leeway.schemas.MovedFeature;
import io.leeway.schemas.MovedTopic;
import java.util.Locale;

/** An alert for a person at a terminal. */
final class AlertText {

    private static final double PERCENT = 100;

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
        if (alert.getCause() != null) {
            line(text, "  cause: %s", alert.getCause());
        }
        if (alert.getKind() == AlertKind.NO_DATA) {
            return text.toString();
        }
        if (alert.getKind() == AlertKind.LIMIT) {
            limits(text, alert);
        } else {
            comparison(text, alert);
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
            if (exemplar.getExcerpt() != null) {
                line(text, "         \"%s\"", exemplar.getExcerpt());
            }
            if (exemplar.getLink() != null) {
                line(text, "         %s", exemplar.getLink());
            }
        }
        return text.toString();
    }

    private static void limits(StringBuilder text, DriftAlert alert) {
        line(
                text,
                "  window %s to %s: %d events, %.0f effective",
                alert.getWindow().getStart(),
                alert.getWindow().getEnd(),
                alert.getWindow().getEvents(),
                alert.getWindow().getEffectiveEvents());
        line(text, "  broken limits:");
        for (MovedFeature limit : alert.getMovedFeatures()) {
            line(text, "    %s  p %.1e  %s", limit.getFeature(), limit.getPValue(), limit.getDescription());
        }
    }

    private static void comparison(StringBuilder text, DriftAlert alert) {
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
        course(text, alert);
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
        topics(text, alert);
    }

    private static void course(StringBuilder text, DriftAlert alert) {
        if (alert.getFirstDriftedAt() != null && alert.getStrongestAt() != null) {
            line(
                    text,
                    "  first event %s (%s), strongest at %s",
                    alert.getFirstDriftedAt(),
                    alert.getFirstDriftedEventId(),
                    alert.getStrongestAt());
        }
        Blame blame = alert.getBlame();
        if (blame != null) {
            line(
                    text,
                    "  of the change %.0f %% text, %.0f %% numbers, %.0f %% categories",
                    PERCENT * blame.getText(),
                    PERCENT * blame.getNumbers(),
                    PERCENT * blame.getCategories());
        }
    }

    private static void topics(StringBuilder text, DriftAlert alert) {
        if (alert.getTopics().isEmpty()) {
            return;
        }
        line(text, "  topics:");
        for (MovedTopic topic : alert.getTopics()) {
            line(
                    text,
                    "    %-4s %.1f %% to %.1f %% of texts, %s, p %.1e: %s",
                    topic.getChange(),
                    PERCENT * topic.getBefore(),
                    PERCENT * topic.getAfter(),
                    topic.getTopic() < 0 ? "none of the reference's" : "topic " + topic.getTopic(),
                    topic.getPValue(),
                    String.join(", ", topic.getExemplars()));
            if (!topic.getTerms().isEmpty()) {
                line(text, "         %s", String.join(", ", topic.getTerms()));
            }
        }
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
