/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Score;
import java.util.List;
import java.util.Map;

/**
 * What came of one stream.
 *
 * @param scenario the stream
 * @param verdict what the monitor says of it in the end
 * @param score how its alerts are judged
 * @param alerts all of them
 * @param states the states the agent was in
 * @param evaluations how many panes were evaluated
 * @param refused events that could not be read or embedded
 * @param baselines the alarms of the simple detectors, by name
 * @param runLengths what came of each requested run length before the change
 * @param trace how far each detector was from its threshold
 */
public record StreamResult(
        Scenario scenario,
        Verdict verdict,
        Score score,
        List<RaisedAlert> alerts,
        List<SeenState> states,
        int evaluations,
        int refused,
        Map<String, List<Alarm>> baselines,
        List<RunLength> runLengths,
        Trace trace) {

    /** What a monitor says in the end. */
    public enum Verdict {
        /** An alert opened; where there is a change, after it. */
        DRIFT("drift"),
        /** Windows of new events were compared, and no alert opened. */
        NO_DRIFT("no drift"),
        /** Nothing could be compared. */
        TOO_FEW_EVENTS("too few events");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** In words. */
        public String words() {
            return words;
        }
    }

    /** Copies the collections. */
    public StreamResult {
        alerts = List.copyOf(alerts);
        states = List.copyOf(states);
        runLengths = List.copyOf(runLengths);
    }

    /** The detectors behind the alerts, in the order of the alerts, the strongest first. */
    public List<String> detectors() {
        return alerts.stream()
                .flatMap(alert -> alert.detectors().stream())
                .distinct()
                .toList();
    }

    /** Whether no alert was open any more when a recurring change had been gone, after one had been opened. */
    public boolean resolved() {
        return scenario.recurrence()
                .filter(recurrence -> openedIn(scenario.truth().changeAt().orElse(0), recurrence.normalAt()))
                .filter(recurrence -> alerts.stream()
                        .filter(alert -> alert.alarm().opened() <= recurrence.driftAt())
                        .allMatch(alert -> alert.alarm().resolved() <= recurrence.driftAt()))
                .isPresent();
    }

    /** Whether an alert opened when a recurring change came back. */
    public boolean reopened() {
        return scenario.recurrence()
                .filter(recurrence ->
                        openedIn(recurrence.driftAt(), scenario.truth().events()))
                .isPresent();
    }

    private boolean openedIn(int after, int until) {
        return alerts.stream()
                .anyMatch(
                        alert -> alert.alarm().opened() > after && alert.alarm().opened() <= until);
    }

    /** The score in words. */
    public String outcome() {
        if (score.detected()) {
            return "in time";
        }
        if (score.late()) {
            return "late";
        }
        if (scenario.truth().drift()) {
            return "missed";
        }
        return score.falseAlarms() > 0 ? "false alarm" : "quiet";
    }
}
