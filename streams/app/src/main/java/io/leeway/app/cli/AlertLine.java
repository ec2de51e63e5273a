/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.DriftAlert;

/** An alert in one line, without numbers to format: what the consumers under {@code examples/} print as well. */
final class AlertLine {

    private AlertLine() {}

    static String of(DriftAlert alert) {
        String agent =
                alert.getCohort() == null ? alert.getAgentId() : alert.getAgentId() + " (" + alert.getCohort() + ")";
        String line = String.join(
                " ",
                alert.getUpdatedAt().toString(),
                alert.getTransition().name(),
                alert.getSeverity().name(),
                alert.getKind().name(),
                agent,
                alert.getDetectorFamily(),
                alert.getAlertId(),
                alert.getSummary());
        return line.replace('\n', ' ');
    }
}
