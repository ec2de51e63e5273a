/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import io.leeway.app.backtest.KnownChange;
import io.leeway.app.backtest.Mark;
import io.leeway.app.backtest.Plan;
import io.leeway.app.backtest.Sensitivity;
import io.leeway.app.backtest.Trial;
import io.leeway.app.history.PaneFilter;
import io.leeway.app.history.PaneList;
import io.leeway.app.history.PaneRecords;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.window.MonitorSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches windows and budgets that meet a goal.
 *
 * <p>The history is split in time. Choices are made on the first part alone: each is run over it, with the change put in at
 * several moments, and the one that keeps quiet and sees the change soonest is taken. The second part, which no choice has
 * seen, then says what is to be expected of it, and of the current settings.
 */
public final class Tuner {

    /** Larger changes say what the traffic would support. */
    private static final double[] LARGER = {1, 1.5, 2, 3, 5};

    /** What is not seen in twice the time is not seen in time. */
    static final int HORIZONS = 2;

    private final PaneRecords records;
    private final FeatureMapId featureMap;
    private final List<Mark> marks;
    private final int moments;
    private final int threads;

    /**
     * A search on a history.
     *
     * @param records the panes of the streams that are tuned together
     * @param featureMap the feature map they were computed with
     * @param marks what is known of them
     * @param moments at how many moments of each part the change is put in
     * @param threads how many threads to use, at least 1
     */
    public Tuner(PaneRecords records, FeatureMapId featureMap, List<Mark> marks, int moments, int threads) {
        this.records = records;
        this.featureMap = featureMap;
        this.marks = marks;
        this.moments = moments;
        this.threads = threads;
    }

    /** A part of the history, and how far the panes go that are played for it. */
    private record Part(Instant from, Instant to, PaneRecords played) {}

    /**
     * Searches.
     *
     * @param current the settings now; windows and budget are replaced, the rest stays
     * @param goal what is wanted
     * @throws IOException if the history cannot be read
     * @throws IllegalArgumentException if there is no history
     */
    public Proposal search(MonitorSettings current, Goal goal) throws IOException {
        PaneList list = PaneList.of(records);
        List<StreamKey> streams =
                list.rows().keySet().stream().filter(stream -> !stream.isMix()).toList();
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("there are no such panes in the history");
        }
        Instant from = edge(list, PaneList.Row::first, Comparator.naturalOrder());
        Instant to = edge(list, PaneList.Row::last, Comparator.reverseOrder());
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        Part first = new Part(from, middle, records.only(new PaneFilter(null, middle, null)));
        Part second = new Part(middle, to, records);

        List<Plan> asked = List.of(new Plan(goal.change(), goal.size()));
        List<Measured> tried = measure(streams, current, Choice.all(current, goal), first, goal, asked);
        Measured best = tried.stream()
                .min(Comparator.comparing((Measured one) -> !one.keepsQuiet(goal))
                        .thenComparing(one -> one.delay(goal).orElse(Duration.ofDays(Integer.MAX_VALUE)))
                        .thenComparing(Measured::falseAlarms)
                        .thenComparing(one -> one.choice().windows().size()))
                .orElseThrow();
        List<Plan> larger = Arrays.stream(LARGER)
                .map(factor -> factor * goal.size())
                .filter(size -> goal.change().kind() == KnownChange.Kind.NUMBER || size <= 1)
                .mapToObj(size -> new Plan(goal.change(), size))
                .toList();
        List<Measured> checked =
                measure(streams, current, List.of(best.choice(), Choice.of(current)), second, goal, larger);
        return new Proposal(goal, middle, tried, best, checked.get(0), checked.get(1), rate(list, from, to));
    }

    private static Instant edge(PaneList list, Function<PaneList.Row, Instant> side, Comparator<Instant> first) {
        return list.rows().values().stream().map(side).min(first).orElseThrow();
    }

    private static double rate(PaneList list, Instant from, Instant to) {
        long events =
                list.rows().values().stream().mapToLong(PaneList.Row::events).sum();
        return events
                / (double) list.rows().size()
                / Math.max(1, Duration.between(from, to).toMinutes());
    }

    private List<Measured> measure(
            List<StreamKey> streams,
            MonitorSettings current,
            List<Choice> choices,
            Part part,
            Goal goal,
            List<Plan> plans)
            throws IOException {
        Duration horizon = goal.within().multipliedBy(HORIZONS);
        List<Sensitivity.Task> tasks = new ArrayList<>();
        for (Choice choice : choices) {
            for (StreamKey stream : streams) {
                List<Instant> when = Sensitivity.moments(part.from(), part.to(), horizon, moments, marksOf(stream));
                tasks.add(new Sensitivity.Task(stream, choice.in(current), plans, when, horizon));
            }
        }
        List<Sensitivity.Result> results = new Sensitivity(part.played(), featureMap, threads).run(tasks);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            int alarms = 0;
            Duration watched = Duration.ZERO;
            List<Trial> trials = new ArrayList<>();
            for (int j = 0; j < streams.size(); j++) {
                Sensitivity.Result result = results.get(i * streams.size() + j);
                List<Mark> own = marksOf(streams.get(j));
                alarms += (int) result.opened().stream()
                        .filter(at ->
                                !at.isBefore(part.from()) && incident(own, at).isEmpty())
                        .count();
                watched = watched.plus(Duration.between(part.from(), part.to()));
                result.trials().forEach(trial -> add(trials, trial));
            }
            measured.add(new Measured(choices.get(i), alarms, watched, trials));
        }
        return measured;
    }

    private List<Mark> marksOf(StreamKey stream) {
        return marks.stream()
                .filter(mark -> mark.agents().matches(stream.agentId()))
                .toList();
    }

    private static Optional<Mark> incident(List<Mark> marks, Instant at) {
        return marks.stream()
                .filter(mark -> mark.kind() == Mark.Kind.INCIDENT && mark.contains(at))
                .findFirst();
    }

    private static void add(List<Trial> trials, Trial more) {
        for (int i = 0; i < trials.size(); i++) {
            if (trials.get(i).size() == more.size()) {
                trials.set(i, trials.get(i).plus(more));
                return;
            }
        }
        trials.add(more);
    }
}
