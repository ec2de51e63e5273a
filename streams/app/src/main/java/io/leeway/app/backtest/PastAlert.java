/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.DriftAlert;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that would have opened.
 *
 * @param alertId its identity, the same as a service with the same configuration gives it
 * @param stream the agent, and its cohort if it has some
 * @param family the detector family
 * @param kind what sort of change it is
 * @param severity the highest severity it came to
 * @param provisional whether the reference was too short for the promised false-alarm rate
 * @param openedAt event time at which it opens
 * @param resolvedAt event time at which it ends; empty if it is open at the end of the history
 * @param cause the technical cause found for the change, if any
 * @param summary what moved, for a person
 */
public record PastAlert(
        String alertId,
        StreamKey stream,
        String family,
        AlertKind kind,
        AlertSeverity severity,
        boolean provisional,
        Instant openedAt,
        Optional<Instant> resolvedAt,
        Optional<String> cause,
        String summary) {

    static PastAlert opened(StreamKey stream, DriftAlert alert) {
        return new PastAlert(
                alert.getAlertId(),
                stream,
                alert.getDetectorFamily(),
                alert.getKind(),
                alert.getSeverity(),
                alert.getProvisional(),
                alert.getOpenedAt(),
                Optional.empty(),
                Optional.ofNullable(alert.getCause()),
                alert.getSummary());
    }

    /** The same after another transition. */
    PastAlert then(DriftAlert alert) {
        return new PastAlert(
                alertId,
                stream,
                family,
                kind,
                alert.getSeverity().compareTo(severity) > 0 ? alert.getSeverity() : severity,
                provisional,
                openedAt,
                Optional.ofNullable(alert.getResolvedAt()),
                cause,
                summary);
    }

    /** Whether both are about the same features of the same stream at some moment that they share. */
    boolean meets(PastAlert other) {
        return stream.equals(other.stream)
                && family.equals(other.family)
                && openedAt.isBefore(other.resolvedAt.orElse(Instant.MAX))
                && other.openedAt.isBefore(resolvedAt.orElse(Instant.MAX));
    }
}
