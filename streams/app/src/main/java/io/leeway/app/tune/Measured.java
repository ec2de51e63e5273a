/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import io.leeway.app.backtest.Trial;
import io.leeway.stats.evaluate.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a choice did on a part of the history.
 *
 * @param choice the windows and the budget
 * @param falseAlarms alerts of the history itself, outside marked incidents
 * @param watched how long the history was watched for them
 * @param trials the change that is to be seen, in one or several sizes
 */
record Measured(Choice choice, int falseAlarms, Duration watched, List<Trial> trials) {

    /** The trials of the size that is asked for. */
    Optional<Trial> asked(Goal goal) {
        return trials.stream().filter(trial -> trial.size() == goal.size()).findFirst();
    }

    /** The median delay of the change that is asked for; empty if most were not seen. */
    Optional<Duration> delay(Goal goal) {
        return asked(goal).flatMap(Trial::median);
    }

    /** Whether so many false alarms can come of a configuration that keeps to the goal: within the 95 % interval. */
    boolean keepsQuiet(Goal goal) {
        double accepted = (double) watched.toMillis() / goal.runLength().toMillis();
        return Interval.ofCount(falseAlarms).low() <= accepted;
    }

    /** Whether it does what is wanted. */
    boolean meets(Goal goal) {
        return keepsQuiet(goal)
                && delay(goal)
                        .filter(delay -> delay.compareTo(goal.within()) <= 0)
                        .isPresent();
    }
}
