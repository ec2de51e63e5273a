/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.List;
import java.util.Locale;

/**
 * How a control went.
 *
 * @param name N1 to N12 for what must stay quiet, P1 to P12 for what must not
 * @param what what was simulated
 * @param expected what should come of it
 * @param streams how many streams
 * @param alarms how many alarms that should not have been (N) or should (P)
 * @param outcome the rate or the delay, in words
 * @param ok {@code yes}, {@code no}, or a dash where nothing is required
 * @param firstSeed seed of the first stream
 */
record ControlRow(
        String name,
        String what,
        String expected,
        int streams,
        long alarms,
        String outcome,
        String ok,
        long firstSeed) {

    private static final String NOT_REQUIRED = "–";

    /** A control that must be as quiet as was asked for; it is unless even half the run length can be excluded. */
    static ControlRow quiet(String name, String what, double targetDays, List<Watched> watched, long firstSeed) {
        long alarms = watched.stream().mapToLong(one -> one.opened().size()).sum();
        double days = watched.stream().mapToLong(Watched::panes).sum() / (double) TextStream.MINUTES_PER_DAY;
        EventRate rate = new EventRate(alarms, days);
        String outcome = String.format(
                Locale.ROOT,
                "one in %s days (%s – %s), %.0f stream-days",
                MarkdownTable.number(rate.meanDays()),
                MarkdownTable.number(rate.atLeastDays()),
                MarkdownTable.number(rate.atMostDays()),
                days);
        String expected = String.format(Locale.ROOT, "one in %.0f days", targetDays);
        return of(
                name, what, expected, watched.size(), alarms, outcome, rate.atMostDays() >= targetDays / 2, firstSeed);
    }

    /**
     * A change that must be noticed.
     *
     * @param share least share of streams in which it must be noticed; 0 if it is only reported
     * @param medianMinutes largest median delay, misses counted as infinite
     */
    static ControlRow noticed(
            String name, String what, double share, double medianMinutes, List<Watched> watched, long firstSeed) {
        List<Double> delays = watched.stream()
                .filter(one -> !one.alarmedBefore())
                .map(Watched::delayMinutes)
                .sorted()
                .toList();
        long noticed = delays.stream().filter(Double::isFinite).count();
        double median = delays.isEmpty() ? Double.POSITIVE_INFINITY : delays.get((delays.size() - 1) / 2);
        String outcome = String.format(
                Locale.ROOT,
                "%d of %d, median %s min, %d alarmed before",
                noticed,
                delays.size(),
                MarkdownTable.number(median),
                watched.size() - delays.size());
        if (share == 0) {
            return new ControlRow(
                    name, what, "reported only", watched.size(), noticed, outcome, NOT_REQUIRED, firstSeed);
        }
        String expected = String.format(Locale.ROOT, "%.0f %%, median ≤ %.0f min", 100 * share, medianMinutes);
        boolean ok = noticed >= share * delays.size() && median <= medianMinutes;
        return of(name, what, expected, watched.size(), noticed, outcome, ok, firstSeed);
    }

    static ControlRow of(
            String name,
            String what,
            String expected,
            int streams,
            long alarms,
            String outcome,
            boolean ok,
            long firstSeed) {
        return new ControlRow(name, what, expected, streams, alarms, outcome, ok ? "yes" : "no", firstSeed);
    }

    static ControlRow skipped(String name, String what, String why) {
        return new ControlRow(name, what, "noticed", 0, 0, "skipped: " + why, NOT_REQUIRED, 0);
    }
}
