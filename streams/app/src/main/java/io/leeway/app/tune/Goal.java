/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import io.leeway.app.backtest.KnownChange;
import io.leeway.app.config.Durations;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wanted of a configuration: {@code false alarms <= 1 per 30d, detect 10% new topic within 1h}.
 *
 * <p>Other changes: {@code detect 0.5 sd of latencyMs within 2h} (a number that moves by so many standard deviations), {@code
 * detect 10% swap of tool within 1h} (a category).
 *
 * @param falseAlarms how many false alarms are accepted
 * @param per in this period
 * @param change what is to be seen
 * @param size how large it is: a share, or standard deviations
 * @param within how soon, in half of all cases at least
 */
public record Goal(int falseAlarms, Duration per, KnownChange change, double size, Duration within) {

    private static final double PERCENT = 100;
    private static final String FORM =
            "'false alarms <= N per PERIOD, detect CHANGE within PERIOD', where CHANGE is '10% new"
                    + " topic', '10% swap of CATEGORY' or '0.5 sd of NUMBER'";

    private static final Pattern GOAL = Pattern.compile(
            "\\s*false alarms\\s*(?:<=|≤|at most)\\s*(\\d+)\\s*per\\s*(\\S+?)\\s*,\\s*detect\\s+(.+?)\\s+within\\s+(\\S+)\\s*");
    private static final Pattern TOPIC = Pattern.compile("([\\d.]+)\\s*%\\s*new topic");
    private static final Pattern SWAP = Pattern.compile("([\\d.]+)\\s*%\\s*swap of\\s+(.+)");
    private static final Pattern SHIFT = Pattern.compile("([\\d.]+)\\s*sd of\\s+(.+)");

    /**
     * Reads a goal.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says how goals are written
     */
    public static Goal parse(String text) {
        Matcher goal = GOAL.matcher(text);
        if (!goal.matches()) {
            throw new IllegalArgumentException("'" + text + "' must be written as " + FORM);
        }
        int alarms = Integer.parseInt(goal.group(1));
        if (alarms < 1) {
            throw new IllegalArgumentException(
                    "no configuration promises no false alarms at all; accept 1 in a long period");
        }
        Duration per = positive(goal.group(2));
        Duration within = positive(goal.group(4));
        String what = goal.group(3);
        Matcher topic = TOPIC.matcher(what);
        if (topic.matches()) {
            return new Goal(alarms, per, KnownChange.parse("new-topic"), share(topic.group(1)), within);
        }
        Matcher swap = SWAP.matcher(what);
        if (swap.matches()) {
            return new Goal(alarms, per, KnownChange.parse("category:" + swap.group(2)), share(swap.group(1)), within);
        }
        Matcher shift = SHIFT.matcher(what);
        if (shift.matches()) {
            double deviations = number(shift.group(1));
            if (deviations <= 0) {
                throw new IllegalArgumentException("'" + what + "' must be more than 0 standard deviations");
            }
            return new Goal(alarms, per, KnownChange.parse("number:" + shift.group(2)), deviations, within);
        }
        throw new IllegalArgumentException("'" + what + "' is no change; a goal is written as " + FORM);
    }

    private static Duration positive(String text) {
        Duration period = Durations.parse(text);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("'" + text + "' must be longer than nothing");
        }
        return period;
    }

    private static double share(String text) {
        double share = number(text) / PERCENT;
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("'" + text + " %' must be more than 0 % and at most 100 %");
        }
        return share;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' must be a number", e);
        }
    }

    /** The expected run length that keeps to it: the mean time between false alarms. */
    Duration runLength() {
        return per.dividedBy(falseAlarms);
    }

    /** In words. */
    public String describe() {
        return falseAlarms + (falseAlarms == 1 ? " false alarm" : " false alarms") + " per " + Durations.format(per)
                + ", " + change.describe(size) + " within " + Durations.format(within);
    }
}
