/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.alert.Outcome;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.DriftAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts of one agent, from their transitions. Not thread-safe. */
final class AlertLedger {

    private final Map<String, PastAlert> alerts = new LinkedHashMap<>();

    void accept(Outcome outcome) {
        if (outcome instanceof Outcome.Alert transition) {
            DriftAlert alert = transition.value();
            alerts.compute(
                    alert.getAlertId(),
                    (id, before) -> before == null
                            ? PastAlert.opened(StreamKey.of(alert.getAgentId(), alert.getCohort()), alert)
                                    .then(alert)
                            : before.then(alert));
        }
    }

    /** In the order of their opening. */
    List<PastAlert> alerts() {
        return List.copyOf(alerts.values());
    }
}
