/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evaluate.Alarm;
import java.util.List;
import java.util.Locale;

/**
 * An alert of the monitor.
 *
 * @param family its detector family
 * @param alarm the rows between which it was open
 * @param detectors what was significant when it opened, the strongest first
 * @param pValue the p-value of the strongest
 * @param effect its effect
 */
public record RaisedAlert(String family, Alarm alarm, List<String> detectors, double pValue, double effect) {

    /** Copies the list. */
    public RaisedAlert {
        detectors = List.copyOf(detectors);
    }

    static RaisedAlert opened(Decision decision, int row) {
        Tested strongest = decision.reasons().get(0);
        return new RaisedAlert(
                decision.family().label(),
                new Alarm(row, Alarm.STILL_OPEN),
                decision.reasons().stream()
                        .map(test -> name(test.key()))
                        .distinct()
                        .toList(),
                strongest.result().pValue(),
                strongest.result().effect());
    }

    RaisedAlert resolved(int row) {
        return new RaisedAlert(family, new Alarm(alarm.opened(), row), detectors, pValue, effect);
    }

    /** {@code text/embedding}: the feature and what is compared of it. */
    static String name(DetectorKey key) {
        return key.feature() + "/" + key.detector().name().toLowerCase(Locale.ROOT);
    }
}
