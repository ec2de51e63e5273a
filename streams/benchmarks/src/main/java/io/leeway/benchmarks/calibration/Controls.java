/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.monitor.AgentMonitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The controls that differ only in what arrives: N1 to N6, N8, N9 and N12 must stay quiet, P1 to P5 and P7 to P9 must not.
 *
 * <p>The expected run length is {@value #TARGET_DAYS} days. Changes begin two hours into monitoring and have twelve to be
 * noticed in. The others are in {@link SpecialControls}.
 */
final class Controls {

    static final int TARGET_DAYS = 10;
    static final Duration TARGET = Duration.ofDays(TARGET_DAYS);
    static final int BEFORE = 120;
    static final int HORIZON = 720;

    private static final long DAY = TextStream.MINUTES_PER_DAY;
    private static final double MOST = 0.8;
    private static final int IN_TIME = 360;

    private final int streams;
    private final int cleanDays;
    private final Workers workers;
    private final Map<String, LongFunction<ControlRow>> all = new LinkedHashMap<>();

    /**
     * The controls.
     *
     * @param streams streams of each
     * @param cleanDays monitored days of those that must stay quiet
     */
    Controls(int streams, int cleanDays, Workers workers) {
        this.streams = streams;
        this.cleanDays = cleanDays;
        this.workers = workers;
        quiet("N1", "independent events", Traffic.INDEPENDENT, 3, Change.Effect.none());
        quiet("N2", "mild sessions", Traffic.MILD, 3, Change.Effect.none());
        quiet("N3", "heavy bursts, 7 days of reference", Traffic.HEAVY, 7, Change.Effect.none());
        quiet("N4", "daily cycle, 7 days of reference", Traffic.DAILY, 7, Change.Effect.none());
        quiet("N5", "ten times the volume, same mix", Traffic.MILD, 3, Change.Effect.volume(10));
        quiet("N6", "a tenth of the volume, same mix", Traffic.MILD, 3, Change.Effect.volume(0.1));
        quiet(
                "N8",
                "topics in another order every day, 7 days of reference",
                Traffic.SHUFFLED,
                7,
                Change.Effect.none());
        tableQuiet("N9a", "constant, binary, integer, rare, missing and epoch-like numbers; categories", false);
        tableQuiet("N9b", "the same and a category of 2,000 equally likely ids", true);
        quiet("N12", "one day of reference", Traffic.MILD, 1, Change.Effect.none());

        noticed("P1a", "mean shift .10", Traffic.MILD, 3, 0, Change.Effect.shift(0.10), 0, 0);
        noticed("P1b", "mean shift .15", Traffic.MILD, 3, 0, Change.Effect.shift(0.15), MOST, 30);
        noticed("P2a", "new topic 5 %", Traffic.MILD, 3, 0, Change.Effect.newTopic(0.05), 0, 0);
        noticed("P2b", "new topic 10 %", Traffic.MILD, 3, 0, Change.Effect.newTopic(0.10), MOST, 75);
        noticed("P2c", "new topic 20 %", Traffic.MILD, 3, 0, Change.Effect.newTopic(0.20), MOST, 75);
        noticed("P3", "scale 1.25", Traffic.MILD, 3, 0, Change.Effect.scale(1.25), MOST, IN_TIME);
        noticed("P4a", "10 % moved to another topic", Traffic.MILD, 3, 0, Change.Effect.moved(0.10), 0, 0);
        noticed("P4b", "20 % moved to another topic", Traffic.MILD, 3, 0, Change.Effect.moved(0.20), MOST, IN_TIME);
        noticed(
                "P5",
                "new topic 0 → 20 % in 6 h",
                Traffic.MILD,
                3,
                IN_TIME,
                Change.Effect.newTopic(0.20),
                MOST,
                IN_TIME);
        table("P7a", "normal number + .1σ", new TableStream.Effect(0.1, 1, 0, 0, 0, 0), false);
        table("P7b", "normal number + .2σ", new TableStream.Effect(0.2, 1, 0, 0, 0, 0), true);
        table("P7c", "normal number × 1.2", new TableStream.Effect(0, 1.2, 0, 0, 0, 0), true);
        table("P7d", "5 % of sessions + 3σ", new TableStream.Effect(0, 1, 0.05, 0, 0, 0), false);
        table("P8a", "5 % of a category swapped", new TableStream.Effect(0, 1, 0, 0.05, 0, 0), true);
        table("P8b", "1 % of a category unseen", new TableStream.Effect(0, 1, 0, 0, 0.01, 0), true);
        table("P8c", "5 points more missing", new TableStream.Effect(0, 1, 0, 0, 0, 0.05), true);
        noticed(
                "P9",
                "a fifth of heavy sessions shifted as a whole, 7 days of reference",
                Traffic.HEAVY,
                7,
                0,
                Change.Effect.shiftedSessions(0.2),
                MOST,
                IN_TIME);
    }

    /** Each control, given the first seed, by name. */
    Map<String, LongFunction<ControlRow>> all() {
        return all;
    }

    private void quiet(String name, String what, Traffic traffic, int referenceDays, Change.Effect effect) {
        all.put(name, seed -> {
            long minutes = (referenceDays + cleanDays) * DAY;
            Change change = Change.at(referenceDays * DAY + BEFORE, effect);
            return ControlRow.quiet(
                    name, what, TARGET_DAYS, watch(seed, traffic, referenceDays, change, minutes), seed);
        });
    }

    private void noticed(
            String name,
            String what,
            Traffic traffic,
            int referenceDays,
            int ramp,
            Change.Effect effect,
            double share,
            double median) {
        all.put(name, seed -> {
            long begin = referenceDays * DAY + BEFORE;
            Change change = new Change(begin, Long.MAX_VALUE, ramp, effect);
            List<Watched> watched = watch(seed, traffic, referenceDays, change, begin + HORIZON);
            return ControlRow.noticed(name, what, share, median, watched, seed);
        });
    }

    private void tableQuiet(String name, String what, boolean ids) {
        all.put(
                name,
                seed -> ControlRow.quiet(
                        name,
                        what,
                        TARGET_DAYS,
                        watchTables(seed, TableStream.Effect.NONE, ids, cleanDays * DAY),
                        seed));
    }

    private void table(String name, String what, TableStream.Effect effect, boolean required) {
        all.put(
                name,
                seed -> ControlRow.noticed(
                        name,
                        what,
                        required ? MOST : 0,
                        IN_TIME,
                        watchTables(seed, effect, false, BEFORE + HORIZON),
                        seed));
    }

    private List<Watched> watch(long firstSeed, Traffic traffic, int referenceDays, Change change, long minutes) {
        return workers.map(firstSeed, streams, seed -> {
            TextStream stream = new TextStream(seed, traffic, change);
            AgentMonitor monitor =
                    new AgentMonitor(Monitoring.texts(Duration.ofDays(referenceDays), TARGET), stream.map());
            return Watched.by(monitor, stream::nextPane, minutes, change.from());
        });
    }

    private List<Watched> watchTables(long firstSeed, TableStream.Effect effect, boolean ids, long monitored) {
        long reference = 3 * DAY;
        return workers.map(firstSeed, streams, seed -> {
            TableStream stream = new TableStream(seed, Traffic.MILD, effect, reference + BEFORE, ids);
            AgentMonitor monitor = new AgentMonitor(
                    Monitoring.tables(Duration.ofMinutes(reference), TARGET), TextStream.map("synthetic"));
            return Watched.by(monitor, stream::nextPane, reference + monitored, reference + BEFORE);
        });
    }
}
