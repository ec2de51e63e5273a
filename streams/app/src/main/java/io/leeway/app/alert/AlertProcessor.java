/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.AlertFormat;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.DriftAlert;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage alert: gives an alert its key and its headers. Everything that is not an alert ends here. */
public final class AlertProcessor extends ContextualProcessor<StreamKey, Outcome, String, DriftAlert> {

    private final AlertFormat format;
    private final Quoting quoting;

    /**
     * Labels alerts.
     *
     * @param format how they are written
     * @param quoting what they may quote
     */
    public AlertProcessor(AlertFormat format, Quoting quoting) {
        this.format = format;
        this.quoting = quoting;
    }

    @Override
    public void process(Record<StreamKey, Outcome> outcome) {
        if (outcome.value() instanceof Outcome.Alert alert) {
            DriftAlert told = quoting.applied(alert.value());
            context()
                    .forward(new Record<>(
                            alert.key(), told, outcome.timestamp(), CloudEvents.headers(alert.key(), told, format)));
        }
    }
}
