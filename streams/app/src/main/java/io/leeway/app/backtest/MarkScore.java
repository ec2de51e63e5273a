/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How alerts agree with what is known of the history.
 *
 * <p>An alert that opens in a clean stretch is a false alarm. An incident is seen if an alert opens in it, and the first one
 * that does gives the delay; an alert that was open before says nothing about it. What opens elsewhere is not judged.
 *
 * @param clean clean stretches
 * @param quiet those of them without a false alarm
 * @param cleanTime how long they are in all
 * @param falseAlarms alerts that opened in them
 * @param incidents marked incidents
 * @param delays of those that were seen, from their start to the alert, shortest first
 * @param elsewhere alerts that opened outside all marks
 */
public record MarkScore(
        int clean,
        int quiet,
        Duration cleanTime,
        int falseAlarms,
        int incidents,
        List<Duration> delays,
        int elsewhere) {

    /** Nothing was known. */
    static final MarkScore NONE = new MarkScore(0, 0, Duration.ZERO, 0, 0, List.of(), 0);

    /** Sorts the delays. */
    public MarkScore {
        delays = delays.stream().sorted().toList();
    }

    /**
     * Judges the alerts of one agent.
     *
     * @param marks what is known of it
     * @param alerts its alerts, in the order of their opening
     */
    static MarkScore of(List<Mark> marks, List<PastAlert> alerts) {
        MarkScore score = NONE;
        for (Mark mark : marks) {
            List<PastAlert> inside = alerts.stream()
                    .filter(alert -> mark.contains(alert.openedAt()))
                    .toList();
            score = score.plus(mark.kind() == Mark.Kind.CLEAN ? clean(mark, inside.size()) : incident(mark, inside));
        }
        long outside = alerts.stream()
                .filter(alert -> marks.stream().noneMatch(mark -> mark.contains(alert.openedAt())))
                .count();
        return score.plus(new MarkScore(0, 0, Duration.ZERO, 0, 0, List.of(), (int) outside));
    }

    private static MarkScore clean(Mark mark, int falseAlarms) {
        Duration length = Duration.between(mark.from(), mark.to());
        return new MarkScore(1, falseAlarms == 0 ? 1 : 0, length, falseAlarms, 0, List.of(), 0);
    }

    private static MarkScore incident(Mark mark, List<PastAlert> inside) {
        List<Duration> delay = inside.isEmpty()
                ? List.of()
                : List.of(Duration.between(mark.from(), inside.get(0).openedAt()));
        return new MarkScore(0, 0, Duration.ZERO, 0, 1, delay, 0);
    }

    /** What an alert that is always open would score: it meets every incident at once, and no clean stretch is quiet. */
    static MarkScore always(List<Mark> marks) {
        return marks.stream()
                .map(mark -> mark.kind() == Mark.Kind.CLEAN
                        ? clean(mark, 1)
                        : new MarkScore(0, 0, Duration.ZERO, 0, 1, List.of(Duration.ZERO), 0))
                .reduce(NONE, MarkScore::plus);
    }

    /** What an alert that never opens would score. */
    static MarkScore never(List<Mark> marks) {
        return of(marks, List.of());
    }

    /** Both together. */
    MarkScore plus(MarkScore other) {
        List<Duration> all = new ArrayList<>(delays);
        all.addAll(other.delays);
        return new MarkScore(
                clean + other.clean,
                quiet + other.quiet,
                cleanTime.plus(other.cleanTime),
                falseAlarms + other.falseAlarms,
                incidents + other.incidents,
                all,
                elsewhere + other.elsewhere);
    }

    /** The median delay, where an incident that was not seen counts as later than any that was; empty if it is such a one. */
    public Optional<Duration> medianDelay() {
        int middle = (incidents - 1) / 2;
        return incidents == 0 || middle >= delays.size() ? Optional.empty() : Optional.of(delays.get(middle));
    }

    /** Mean time between false alarms; empty without any. */
    public Optional<Duration> timeBetweenFalseAlarms() {
        return falseAlarms == 0 ? Optional.empty() : Optional.of(cleanTime.dividedBy(falseAlarms));
    }

    /** The delays; never changed. */
    @Override
    public List<Duration> delays() {
        return Collections.unmodifiableList(delays);
    }
}
