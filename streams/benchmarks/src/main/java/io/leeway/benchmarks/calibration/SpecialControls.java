/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.benchmarks.calibration.Change.Effect;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The controls that do something special to the stream or look at something other than alarms. */
final class SpecialControls {

    private static final Duration REFERENCE = Duration.ofDays(3);
    private static final long BEGIN = REFERENCE.toMinutes();
    private static final long CHANGE = BEGIN + Controls.BEFORE;
    private static final int COPIES = 500;
    private static final int STORM_MINUTES = 5;
    private static final int TRANSIENT_MINUTES = 30;
    private static final int CLOSED_MINUTES = 480;
    private static final int IN_TIME_MINUTES = 360;
    private static final int PARTITIONS = 8;
    private static final double MOST = 0.8;

    private final int streams;
    private final int agents;
    private final Workers workers;

    /**
     * The controls.
     *
     * @param streams streams of each
     * @param agents agents of which one drifts
     */
    SpecialControls(int streams, int agents, Workers workers) {
        this.streams = streams;
        this.agents = agents;
        this.workers = workers;
    }

    /** Each control, given the first seed, by name. */
    Map<String, LongFunction<ControlRow>> all() {
        Map<String, LongFunction<ControlRow>> all = new LinkedHashMap<>();
        all.put("N7", this::storm);
        all.put("N10", seed -> identical("N10", "one pane against eight partial panes", seed));
        all.put("N11", seed -> identical("N11", "events in order against late and out of order", seed));
        all.put("P6", this::passing);
        all.put("P10", this::otherModel);
        all.put(
                "P11",
                seed -> ControlRow.skipped(
                        "P11",
                        "language or template change, real text",
                        "needs recorded texts; see scripts/acceptance"));
        all.put("P12", this::oneOfMany);
        return all;
    }

    private static AgentMonitor monitor(TextStream stream) {
        return new AgentMonitor(Monitoring.texts(REFERENCE, Controls.TARGET), stream.map());
    }

    private ControlRow storm(long firstSeed) {
        List<Watched> watched = workers.map(firstSeed, streams, seed -> {
            TextStream stream = new TextStream(seed, Traffic.MILD, Change.NONE);
            Observation[] retried = new Observation[1];
            Supplier<PaneEntry> panes = () -> {
                List<Observation> events = new ArrayList<>(stream.nextEvents());
                if (stream.minute() > CHANGE && stream.minute() <= CHANGE + STORM_MINUTES) {
                    retried[0] = retried[0] == null ? events.get(0) : retried[0];
                    for (int i = 0; i < COPIES / STORM_MINUTES; i++) {
                        events.add(copy(retried[0], stream.minute() + "-" + i, TextStream.start(stream.minute() - 1)));
                    }
                }
                return stream.pane(events);
            };
            return Watched.by(monitor(stream), panes, CHANGE + TextStream.MINUTES_PER_DAY, CHANGE);
        });
        long alarmed = watched.stream()
                .filter(one -> Double.isFinite(one.delayMinutes()))
                .count();
        return ControlRow.of(
                "N7",
                COPIES + " copies of one event in " + STORM_MINUTES + " min",
                "an alarm within a day in at most 20 % of streams",
                streams,
                alarmed,
                alarmed + " of " + streams + " alarmed",
                alarmed <= (1 - MOST) * streams,
                firstSeed);
    }

    private static Observation copy(Observation event, String id, long at) {
        return new Observation(
                event.eventId() + "-" + id,
                event.traceId(),
                event.sessionId(),
                at,
                event.textState(),
                event.vector(),
                event.numbers(),
                event.categories());
    }

    /** Splits and orders that must not matter: panes equal to the byte, and so all that is said of them. */
    private ControlRow identical(String name, String what, long firstSeed) {
        boolean split = name.equals("N10");
        List<Long> different = workers.map(firstSeed, Math.min(streams, 4), seed -> {
            TextStream stream = new TextStream(seed, Traffic.MILD, Change.at(BEGIN, Effect.newTopic(0.2)));
            Draws draws = new Draws(-seed);
            AgentMonitor whole = monitor(stream);
            AgentMonitor other = monitor(stream);
            long differences = 0;
            for (long i = 0; i < CHANGE; i++) {
                List<Observation> events = stream.nextEvents();
                PaneEntry pane = stream.pane(events);
                PaneEntry same = split ? merged(stream, events, draws) : stream.pane(shuffled(events, draws));
                Evaluation one = whole.observe(pane, PaneJournal.none());
                Evaluation two = other.observe(same, PaneJournal.none());
                if (!pane.summary().digest().equals(same.summary().digest()) || !one.equals(two)) {
                    differences++;
                }
            }
            return differences;
        });
        long total = different.stream().mapToLong(Long::longValue).sum();
        String outcome = String.format(Locale.ROOT, "%d of %d panes differ", total, different.size() * CHANGE);
        return ControlRow.of(name, what, "bit-identical", different.size(), total, outcome, total == 0, firstSeed);
    }

    private static PaneEntry merged(TextStream stream, List<Observation> events, Draws draws) {
        List<List<Observation>> parts = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            parts.add(new ArrayList<>());
        }
        events.forEach(event -> parts.get(draws.below(PARTITIONS)).add(event));
        PaneSummary sum = new PaneSummary();
        shuffled(parts, draws).forEach(part -> sum.merge(stream.pane(part).summary()));
        PaneEntry pane = stream.pane(List.of());
        return new PaneEntry(pane.start(), pane.end(), sum);
    }

    private static <T> List<T> shuffled(List<T> list, Draws draws) {
        List<T> result = new ArrayList<>(list);
        for (int i = result.size() - 1; i > 0; i--) {
            Collections.swap(result, i, draws.below(i + 1));
        }
        return result;
    }

    private ControlRow passing(long firstSeed) {
        long end = CHANGE + TRANSIENT_MINUTES;
        Change change = new Change(CHANGE, end, 0, Effect.newTopic(0.5));
        List<Watched> watched = workers.map(firstSeed, streams, seed -> {
            TextStream stream = new TextStream(seed, Traffic.MILD, change);
            return Watched.by(monitor(stream), stream::nextPane, end + CLOSED_MINUTES, CHANGE);
        });
        long opened = watched.stream()
                .filter(one -> one.delayMinutes() <= 2 * TRANSIENT_MINUTES)
                .count();
        long closed = watched.stream()
                .filter(one -> !one.opened().isEmpty()
                        && one.closed().size() == one.opened().size())
                .count();
        String outcome = String.format(Locale.ROOT, "%d opened, %d of them closed", opened, closed);
        boolean ok = opened >= MOST * streams && closed >= MOST * streams;
        return ControlRow.of(
                "P6",
                "half of the traffic new for 30 min",
                "80 % opened within 1 h and closed within 8 h",
                streams,
                opened,
                outcome,
                ok,
                firstSeed);
    }

    private ControlRow otherModel(long firstSeed) {
        List<Watched> watched = workers.map(firstSeed, streams, seed -> {
            TextStream before = new TextStream(seed, Traffic.MILD, Change.NONE);
            TextStream after = new TextStream(~seed, Traffic.MILD, Change.NONE, TextStream.map("another"));
            // The panes go on in time; only their map, and with it everything in them, is another one.
            Supplier<PaneEntry> panes = () -> {
                PaneEntry pane = before.nextPane();
                return before.minute() <= CHANGE
                        ? pane
                        : new PaneEntry(
                                pane.start(), pane.end(), after.nextPane().summary());
            };
            return Watched.by(monitor(before), panes, CHANGE + Controls.BEFORE, CHANGE);
        });
        long alarms = watched.stream()
                .filter(one -> one.delayMinutes() <= Controls.BEFORE)
                .count();
        long afresh = watched.stream()
                .filter(one -> one.last().state() == State.WARMING_UP)
                .count();
        String outcome = String.format(Locale.ROOT, "%d alarms, %d of %d started afresh", alarms, afresh, streams);
        return ControlRow.of(
                "P10",
                "another embedding model",
                "no alarm, a new reference",
                streams,
                alarms,
                outcome,
                alarms == 0 && afresh == streams,
                firstSeed);
    }

    private ControlRow oneOfMany(long firstSeed) {
        List<Watched> watched = workers.map(firstSeed, agents, seed -> {
            Effect effect = seed == firstSeed ? Effect.newTopic(0.2) : Effect.none();
            TextStream stream = new TextStream(seed, Traffic.MILD, Change.at(CHANGE, effect));
            return Watched.by(monitor(stream), stream::nextPane, CHANGE + Controls.HORIZON, CHANGE);
        });
        double delay = watched.get(0).delayMinutes();
        ControlRow others =
                ControlRow.quiet("P12", "", Controls.TARGET_DAYS, watched.subList(1, watched.size()), firstSeed);
        String outcome = String.format(
                Locale.ROOT,
                "after %s min; of the others %d alarms, %s",
                MarkdownTable.number(delay),
                others.alarms(),
                others.outcome());
        return ControlRow.of(
                "P12",
                "one of " + agents + " agents gets a new topic, 20 %",
                "it within 6 h, the others as quiet as asked",
                agents,
                Double.isFinite(delay) ? 1 : 0,
                outcome,
                delay <= IN_TIME_MINUTES && others.ok().equals("yes"),
                firstSeed);
    }
}
