/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.PaneSummary;

/** A record for one of the service's output topics. */
public sealed interface Outcome {

    /** A closed pane. */
    record Pane(PaneSummary value) implements Outcome {}

    /** An evaluation. */
    record Report(DriftReport value) implements Outcome {}

    /**
     * An alert's transition.
     *
     * @param key {@code agent|cohort|family}
     * @param value the alert's full state
     */
    record Alert(String key, DriftAlert value) implements Outcome {}

    /** What stood behind an alert. */
    record Audit(AuditRecord value) implements Outcome {}
}
