/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.benchmarks.calibration.Episodes.Rule;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.PaneJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The realised expected run length beside the requested one, on streams without a change.
 *
 * <p>Each stream is a world of its own. Its first days are the pinned reference, the days after it are monitored with the
 * longest of the requested run lengths. What the shorter ones would have alerted on follows from the return periods that the
 * monitor states, so one pass serves all; the longest is counted both ways.
 */
final class RunLengths {

    /** The run lengths asked for. */
    static final List<Duration> TARGETS = List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(10));

    private static final Duration LONGEST = TARGETS.get(TARGETS.size() - 1);

    private static final List<Counted> COUNTED = counted();

    private static List<Counted> counted() {
        List<Counted> counted = new ArrayList<>();
        counted.add(new Counted(Rule.AS_DECIDED, LONGEST));
        for (Rule rule : List.of(Rule.RECOMPUTED, Rule.SIGNIFICANT)) {
            TARGETS.forEach(target -> counted.add(new Counted(rule, target)));
        }
        return List.copyOf(counted);
    }

    private final int streams;
    private final int days;
    private final Workers workers;

    /**
     * A run.
     *
     * @param streams streams of each kind of traffic
     * @param days monitored days of each stream
     */
    RunLengths(int streams, int days, Workers workers) {
        this.streams = streams;
        this.days = days;
        this.workers = workers;
    }

    /** All kinds of traffic, each with the reference it needs. */
    static final List<Cell> CELLS = List.of(
            new Cell("independent", Traffic.INDEPENDENT, 3),
            new Cell("mild", Traffic.MILD, 3),
            new Cell("heavy", Traffic.HEAVY, 7),
            new Cell("daily", Traffic.DAILY, 7));

    /**
     * A kind of traffic.
     *
     * @param label what it is called
     * @param traffic what arrives
     * @param referenceDays length of the pinned reference
     */
    record Cell(String label, Traffic traffic, int referenceDays) {}

    /** All streams of a kind, from consecutive seeds. */
    List<Row> run(Cell cell, long firstSeed) {
        List<List<Episodes>> results = workers.map(firstSeed, streams, seed -> monitor(cell, seed));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < COUNTED.size(); i++) {
            int counted = i;
            List<Episodes> episodes =
                    results.stream().map(result -> result.get(counted)).toList();
            rows.add(Row.of(cell, COUNTED.get(i).rule(), COUNTED.get(i).target(), firstSeed, episodes));
        }
        return rows;
    }

    private List<Episodes> monitor(Cell cell, long seed) {
        TextStream stream = new TextStream(seed, cell.traffic(), Change.NONE);
        AgentMonitor monitor =
                new AgentMonitor(Monitoring.texts(Duration.ofDays(cell.referenceDays()), LONGEST), stream.map());
        List<Episodes> episodes = COUNTED.stream().map(Counted::episodes).toList();
        int panes = (cell.referenceDays() + days) * TextStream.MINUTES_PER_DAY;
        for (int i = 0; i < panes; i++) {
            Evaluation evaluation = monitor.observe(stream.nextPane(), PaneJournal.none());
            episodes.forEach(one -> one.add(evaluation));
        }
        return episodes;
    }

    /** What is counted on every stream. */
    private record Counted(Rule rule, Duration target) {

        Episodes episodes() {
            return rule == Rule.AS_DECIDED ? new Episodes() : new Episodes(rule, target.toMinutes());
        }
    }

    /**
     * One line of the result.
     *
     * @param cell kind of traffic
     * @param rule what counted as an alarm
     * @param targetDays requested run length
     * @param alarms how many alarms there were
     * @param days stream-days without an open incident
     * @param daysOpen stream-days with one
     * @param streams how many streams there were
     * @param streamsWithAlarm how many of them had any alarm
     * @param realisedDays the realised run length; infinite without alarms
     * @param atLeastDays lower end of its 95 % interval
     * @param atMostDays upper end
     * @param firstSeed seed of the first stream; the others follow it
     * @param detectors how many alarms each detector raised
     */
    record Row(
            String cell,
            String rule,
            double targetDays,
            long alarms,
            double days,
            double daysOpen,
            int streams,
            long streamsWithAlarm,
            double realisedDays,
            double atLeastDays,
            double atMostDays,
            long firstSeed,
            SortedMap<String, Integer> detectors) {

        static Row of(Cell cell, Rule rule, Duration target, long firstSeed, List<Episodes> episodes) {
            long panes = episodes.stream().mapToLong(Episodes::panes).sum();
            long open = episodes.stream().mapToLong(Episodes::panesOpen).sum();
            long alarms = episodes.stream().mapToLong(Episodes::alarms).sum();
            EventRate rate = new EventRate(alarms, (double) panes / TextStream.MINUTES_PER_DAY);
            return new Row(
                    cell.label(),
                    rule.label(),
                    (double) target.toMinutes() / TextStream.MINUTES_PER_DAY,
                    alarms,
                    rate.days(),
                    (double) open / TextStream.MINUTES_PER_DAY,
                    episodes.size(),
                    episodes.stream().filter(one -> one.alarms() > 0).count(),
                    rate.meanDays(),
                    rate.atLeastDays(),
                    rate.atMostDays(),
                    firstSeed,
                    detectors(episodes));
        }

        private static SortedMap<String, Integer> detectors(List<Episodes> episodes) {
            SortedMap<String, Integer> detectors = new TreeMap<>();
            episodes.forEach(one -> one.openedBy().forEach(detector -> detectors.merge(detector, 1, Integer::sum)));
            return detectors;
        }
    }
}
