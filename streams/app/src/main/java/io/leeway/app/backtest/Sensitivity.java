/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.evaluate.Parallel;
import io.leeway.app.history.PaneForm;
import io.leeway.app.history.PaneRecords;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.window.MonitorSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Puts known changes into a history of panes, to tell the smallest that would be seen, and after how long. */
public final class Sensitivity {

    private final PaneRecords records;
    private final FeatureMapId featureMap;
    private final int threads;

    /**
     * Changes are put into these panes.
     *
     * @param records the panes
     * @param featureMap the feature map they were computed with
     * @param threads how many threads to use, at least 1
     */
    public Sensitivity(PaneRecords records, FeatureMapId featureMap, int threads) {
        this.records = records;
        this.featureMap = featureMap;
        this.threads = threads;
    }

    /**
     * A stream under some settings.
     *
     * @param stream the stream
     * @param settings the settings
     * @param plans what is put into it
     * @param moments when, in their order
     * @param horizon after how long a change that was not seen counts as missed
     */
    record Task(
            StreamKey stream,
            MonitorSettings settings,
            List<TrialRun.Plan> plans,
            List<Instant> moments,
            Duration horizon) {}

    /**
     * What came of a task.
     *
     * @param opened when the stream itself alerted
     * @param trials the changes, those of one size together, by change and size
     */
    record Result(List<Instant> opened, List<Trial> trials) {}

    /**
     * Moments evenly spread over a stretch, none of which has a marked incident within the horizon.
     *
     * @param number how many, before those near incidents are left out
     */
    static List<Instant> moments(Instant from, Instant to, Duration horizon, int number, List<Mark> marks) {
        long room = Duration.between(from, to).minus(horizon).toMillis();
        return IntStream.range(0, number)
                .filter(i -> room > 0)
                .mapToObj(i -> from.plusMillis((2L * i + 1) * room / (2L * number)))
                .filter(moment -> marks.stream()
                        .filter(mark -> mark.kind() == Mark.Kind.INCIDENT)
                        .noneMatch(mark -> mark.from().isBefore(moment.plus(horizon))
                                && mark.to().isAfter(moment)))
                .toList();
    }

    /** Runs tasks; the results in their order. */
    List<Result> run(List<Task> tasks) throws IOException {
        List<List<Integer>> hands = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, tasks.size()); i++) {
            hands.add(new ArrayList<>());
        }
        for (int i = 0; i < tasks.size(); i++) {
            hands.get(i % hands.size()).add(i);
        }
        Map<Integer, Result> results = new HashMap<>();
        Parallel.run(
                        hands.stream()
                                .map(hand -> (Callable<Map<Integer, Result>>) () -> play(tasks, hand))
                                .toList(),
                        Math.max(1, hands.size()))
                .forEach(results::putAll);
        return IntStream.range(0, tasks.size()).mapToObj(results::get).toList();
    }

    private Map<Integer, Result> play(List<Task> tasks, List<Integer> hand) throws IOException {
        Map<Integer, Result> results = new HashMap<>();
        for (int number : hand) {
            Task task = tasks.get(number);
            TrialRun run = new TrialRun(
                    task.stream(),
                    task.settings(),
                    new KernelFeatureMap(featureMap),
                    task.plans(),
                    task.moments(),
                    task.horizon());
            records.forEach(pane -> {
                if (PaneForm.stream(pane).equals(task.stream())) {
                    run.accept(PaneForm.entry(pane));
                }
            });
            results.put(number, new Result(List.copyOf(run.opened()), together(run.trials())));
        }
        return results;
    }

    private static List<Trial> together(List<Trial> single) {
        Comparator<Trial> order =
                Comparator.comparing((Trial trial) -> trial.change().word()).thenComparing(Trial::size);
        NavigableMap<Trial, Trial> sums = new TreeMap<>(order);
        single.forEach(trial -> sums.merge(trial, trial, Trial::plus));
        return List.copyOf(sums.values());
    }
}
