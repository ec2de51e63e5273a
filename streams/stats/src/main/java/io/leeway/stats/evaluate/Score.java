/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the alarms of one stream are to be judged.
 *
 * <ul>
 *   <li>An alarm opened at row r rests on the r events before, so one with r ≤ the row of the change has seen nothing of
 *       it and is false. False alarms are counted in {@linkplain Episodes episodes}.
 *   <li>An alarm that opened before the change and is still open says nothing about the change: only one that opens
 *       after it detects.
 *   <li>On a control every alarm is false, except those after the change of a hard one, which are counted as tolerated.
 * </ul>
 *
 * @param falseAlarms episodes of false alarms
 * @param tolerated episodes after the change of a hard control
 * @param firstAlertRow row at which the first alarm that counts opened: after the change, or anywhere on a control
 * @param delay events from the change to that alarm; empty on controls
 * @param detected whether it opened by the deadline
 * @param late whether it opened after the deadline
 */
public record Score(
        int falseAlarms, int tolerated, OptionalInt firstAlertRow, OptionalInt delay, boolean detected, boolean late) {

    /** Judges the alarms of a stream, in any order. */
    public static Score of(Truth truth, List<Alarm> alarms) {
        List<Alarm> sorted =
                alarms.stream().sorted(Comparator.comparingInt(Alarm::opened)).toList();
        List<Alarm> before = sorted.stream()
                .filter(alarm -> alarm.opened() <= truth.stationaryEnd())
                .toList();
        List<Alarm> after = sorted.subList(before.size(), sorted.size());
        int falseAlarms = Episodes.count(before);
        if (!truth.drift()) {
            return new Score(falseAlarms, Episodes.count(after), first(sorted), OptionalInt.empty(), false, false);
        }
        OptionalInt first = first(after);
        boolean detected =
                first.isPresent() && first.getAsInt() <= truth.deadline().getAsInt();
        return new Score(
                falseAlarms,
                0,
                first,
                first.isPresent()
                        ? OptionalInt.of(first.getAsInt() - truth.changeAt().getAsInt())
                        : OptionalInt.empty(),
                detected,
                first.isPresent() && !detected);
    }

    private static OptionalInt first(List<Alarm> alarms) {
        return alarms.stream().mapToInt(Alarm::opened).findFirst();
    }
}
