/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evidence.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An alert of the monitor.
 *
 * @param family its detector family
 * @param alarm the rows between which it was open
 * @param detectors what was significant when it opened, the strongest first
 * @param pValue the p-value of the strongest
 * @param effect its effect
 * @param evidence what it showed when it opened
 */
public record RaisedAlert(
        String family, Alarm alarm, List<String> detectors, double pValue, double effect, Optional<Evidence> evidence) {

    /** Copies the list. */
    public RaisedAlert {
        detectors = List.copyOf(detectors);
    }

    /** An alert without evidence. */
    RaisedAlert(String family, Alarm alarm, List<String> detectors, double pValue, double effect) {
        this(family, alarm, detectors, pValue, effect, Optional.empty());
    }

    static RaisedAlert opened(Decision decision, Optional<Evidence> evidence, int row) {
        Tested strongest = decision.reasons().get(0);
        return new RaisedAlert(
                decision.family().label(),
                new Alarm(row, Alarm.STILL_OPEN),
                decision.reasons().stream()
                        .map(test -> name(test.key()))
                        .distinct()
                        .toList(),
                strongest.result().pValue(),
                strongest.result().effect(),
                evidence);
    }

    RaisedAlert resolved(int row) {
        return new RaisedAlert(family, new Alarm(alarm.opened(), row), detectors, pValue, effect, evidence);
    }

    /** {@code text/embedding}: the feature and what is compared of it. */
    static String name(DetectorKey key) {
        return key.feature() + "/" + key.detector().name().toLowerCase(Locale.ROOT);
    }
}
