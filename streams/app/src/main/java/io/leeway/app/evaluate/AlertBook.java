/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.monitor.Evaluation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the incidents of one stream through its evaluations. Not thread-safe. */
final class AlertBook {

    private final List<RaisedAlert> alerts = new ArrayList<>();
    private final Map<Family, Integer> open = new EnumMap<>(Family.class);

    /** Takes in the next evaluation, which stands at a row. */
    void evaluated(int row, Evaluation evaluation) {
        for (Decision decision : evaluation.decisions()) {
            switch (decision.transition()) {
                case OPENED -> {
                    open.put(decision.family(), alerts.size());
                    alerts.add(RaisedAlert.opened(
                            decision, Optional.ofNullable(evaluation.evidence().get(decision.family())), row));
                }
                case RESOLVED -> {
                    int index = open.remove(decision.family());
                    alerts.set(index, alerts.get(index).resolved(row));
                }
                case ESCALATED, UPDATED, NONE -> {}
            }
        }
    }

    /** All alerts so far, in the order of their opening. */
    List<RaisedAlert> alerts() {
        return List.copyOf(alerts);
    }

    List<Alarm> alarms() {
        return alerts.stream().map(RaisedAlert::alarm).toList();
    }
}
