/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.benchmarks.calibration.CohortTraffic.Effect;
import io.leeway.benchmarks.calibration.CohortTraffic.Kind;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.monitor.CohortEvaluation;
import io.leeway.stats.monitor.CohortJournal;
import io.leeway.stats.monitor.CohortMonitor;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.monitor.CohortState;
import io.leeway.stats.window.MonitorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Two live cohorts beside each other: how often the comparison alarms while both are sent the same, and how soon it does when
 * the canary is not.
 *
 * <p>A run length is counted twice: to the first time that a detector of a stream reaches its bound, whatever the effect,
 * which is what the e-detector promises, and between alerts, with the gates.
 */
final class Cohorts {

    private static final Duration TARGET = Duration.ofDays(3);
    private static final double HOURS_PER_DAY = 24;
    private static final int WARM_UP = 3 * 60;
    private static final double EVENTS_PER_MINUTE = 20;
    private static final int HORIZON = 12 * 60;

    private static final List<Kind> NULLS = List.of(
            new Kind("steady", 0, 0, 0.5),
            new Kind("daily cycle", 1, 0, 0.5),
            new Kind("daily cycle, 10 % canary", 1, 0, 0.1),
            new Kind("daily cycle, bursts", 1, 12, 0.5),
            new Kind("daily cycle, bursts, 10 % canary", 1, 12, 0.1));

    private final int streams;
    private final int days;
    private final Workers workers;

    Cohorts(int streams, int days, Workers workers) {
        this.streams = streams;
        this.days = days;
        this.workers = workers;
    }

    /**
     * A row of run lengths or of delays.
     *
     * @param name the traffic and the change
     * @param what what was counted
     * @param requested what was asked for
     * @param outcome what came of it
     * @param interval of the outcome
     * @param count how often
     * @param trials among how many streams or stream-days
     * @param firstSeed seed of the first stream
     */
    record Row(
            String name,
            String what,
            double requested,
            double outcome,
            String interval,
            long count,
            double trials,
            long firstSeed) {}

    /** The pieces by name; each gives its rows from its first seed on. */
    Map<String, LongConsumer> pieces(Consumer<List<Row>> rows) {
        Map<String, LongConsumer> pieces = new LinkedHashMap<>();
        for (Kind kind : NULLS) {
            pieces.put(kind.label(), seed -> rows.accept(runLengths(kind, false, seed)));
        }
        Kind daily = NULLS.get(1);
        pieces.put("change of both", seed -> rows.accept(runLengths(daily, true, seed)));
        Map<String, Effect> effects = new LinkedHashMap<>();
        effects.put("15 % new intents", new Effect(0, 0.15, 1, 0, 0));
        effects.put("5 % new intents", new Effect(0, 0.05, 1, 0, 0));
        effects.put("latency × 1.2", new Effect(0, 0, 1.2, 0, 0));
        effects.put("10 % new tool", new Effect(0, 0, 1, 0.1, 0));
        effects.put("5 % more missing", new Effect(0, 0, 1, 0, 0.05));
        for (Kind kind : List.of(NULLS.get(1), NULLS.get(2), NULLS.get(3))) {
            effects.forEach((label, effect) ->
                    pieces.put(kind.label() + ": " + label, seed -> rows.accept(delays(kind, label, effect, seed))));
        }
        return pieces;
    }

    private static MonitorSettings settings(Duration expectedRunLength) {
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        return new MonitorSettings(
                defaults.pane(),
                defaults.grace(),
                defaults.windows(),
                defaults.references(),
                expectedRunLength,
                defaults.features());
    }

    private static CohortMonitor monitor(Duration expectedRunLength) {
        return new CohortMonitor(
                settings(expectedRunLength),
                "cohort:control",
                CohortTraffic.MAP,
                CohortState.INITIAL,
                CohortJournal.none());
    }

    /** First crossings in minutes since the warm-up for each target, or the length of the stream; then alerts. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the class
    private record Clean(long[] crossed, boolean[] censored, int alerts) {}

    private static final double[] TARGET_DAYS = {1, 3};

    private List<Row> runLengths(Kind kind, boolean changing, long firstSeed) {
        List<Clean> results = workers.map(firstSeed, streams, seed -> clean(kind, changing, seed));
        String name = changing ? "both with 15 % new intents from day 2" : kind.label();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TARGET_DAYS.length; i++) {
            int target = i;
            double hours = results.stream()
                            .mapToLong(result -> result.crossed()[target])
                            .sum()
                    / 60.0;
            int alarms = (int) results.stream()
                    .filter(result -> !result.censored()[target])
                    .count();
            rows.add(row(name, "first crossing", TARGET_DAYS[i], hours, alarms, firstSeed));
        }
        int alerts = results.stream().mapToInt(Clean::alerts).sum();
        rows.add(row(name, "alerts", (double) TARGET.toDays(), streams * days * HOURS_PER_DAY, alerts, firstSeed));
        return rows;
    }

    private static Row row(String name, String what, double target, double hours, int alarms, long firstSeed) {
        RunLength realised = new RunLength(target * HOURS_PER_DAY, hours, alarms);
        return new Row(
                name,
                what,
                target,
                realised.realisedHours() / HOURS_PER_DAY,
                MarkdownTable.number(realised.interval().low() / HOURS_PER_DAY) + " – "
                        + MarkdownTable.number(realised.interval().high() / HOURS_PER_DAY),
                alarms,
                hours / HOURS_PER_DAY,
                firstSeed);
    }

    private Clean clean(Kind kind, boolean changing, long seed) {
        CohortMonitor monitor = monitor(TARGET);
        CohortTraffic control = new CohortTraffic(seed, "control", kind, EVENTS_PER_MINUTE * (1 - kind.canaryShare()));
        CohortTraffic canary = new CohortTraffic(seed, "canary", kind, EVENTS_PER_MINUTE * kind.canaryShare());
        Effect effect = changing ? new Effect(TextStream.MINUTES_PER_DAY, 0.15, 1, 0, 0) : Effect.NONE;
        long minutes = (long) days * TextStream.MINUTES_PER_DAY;
        long[] crossed =
                IntStream.range(0, TARGET_DAYS.length).mapToLong(i -> minutes).toArray();
        boolean[] censored = {true, true};
        int alerts = 0;
        for (long minute = -WARM_UP; minute < minutes; minute++) {
            for (CohortEvaluation evaluation : step(monitor, control, Effect.NONE, canary, effect, changing)) {
                alerts += (int) opened(evaluation);
                for (int i = 0; i < TARGET_DAYS.length; i++) {
                    if (censored[i] && crosses(evaluation, TARGET.toDays() / TARGET_DAYS[i])) {
                        censored[i] = false;
                        crossed[i] = Math.max(0, minute);
                    }
                }
            }
        }
        return new Clean(crossed, censored, alerts);
    }

    private static List<CohortEvaluation> step(
            CohortMonitor monitor,
            CohortTraffic control,
            Effect controlEffect,
            CohortTraffic canary,
            Effect canaryEffect,
            boolean both) {
        List<CohortEvaluation> evaluations = new ArrayList<>(
                monitor.observe(Side.CONTROL, control.next(both ? canaryEffect : controlEffect), CohortJournal.none()));
        evaluations.addAll(monitor.observe(Side.CANARY, canary.next(canaryEffect), CohortJournal.none()));
        return evaluations;
    }

    private static boolean crosses(CohortEvaluation evaluation, double factor) {
        return evaluation.tests().stream()
                .anyMatch(
                        test -> test.result().pValue() <= factor * test.bounds().threshold());
    }

    private static long opened(CohortEvaluation evaluation) {
        return evaluation.decisions().stream()
                .filter(decision -> decision.transition() == Transition.OPENED)
                .count();
    }

    /** Minutes from the change to the first alert, or none; and the family. */
    private List<Row> delays(Kind kind, String label, Effect effect, long firstSeed) {
        int number = Math.max(1, streams / 4);
        List<Row> rows = new ArrayList<>();
        for (Duration target : List.of(TARGET, Duration.ofDays(30))) {
            long[] delays = workers.map(firstSeed, number, seed -> delay(kind, effect, target, seed)).stream()
                    .filter(delay -> delay >= 0)
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            rows.add(new Row(
                    kind.label() + ": " + label,
                    "median delay, minutes",
                    (double) target.toDays(),
                    delays.length == 0 ? Double.POSITIVE_INFINITY : (double) delays[delays.length / 2],
                    delays.length == 0 ? "" : delays[0] + " – " + delays[delays.length - 1],
                    delays.length,
                    number,
                    firstSeed));
        }
        return rows;
    }

    private static long delay(Kind kind, Effect effect, Duration target, long seed) {
        CohortMonitor monitor = monitor(target);
        CohortTraffic control = new CohortTraffic(seed, "control", kind, EVENTS_PER_MINUTE * (1 - kind.canaryShare()));
        CohortTraffic canary = new CohortTraffic(seed, "canary", kind, EVENTS_PER_MINUTE * kind.canaryShare());
        long change = (long) TextStream.MINUTES_PER_DAY + Math.floorMod(97 * seed, TextStream.MINUTES_PER_DAY);
        Effect begins = new Effect(change, effect.newTopic(), effect.latency(), effect.newTool(), effect.missing());
        for (long minute = 0; minute < change + HORIZON; minute++) {
            for (CohortEvaluation evaluation : step(monitor, control, Effect.NONE, canary, begins, false)) {
                if (minute >= change && opened(evaluation) > 0) {
                    return minute - change;
                }
            }
        }
        return -1;
    }
}
