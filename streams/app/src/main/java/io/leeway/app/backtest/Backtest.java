/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.evaluate.Parallel;
import io.leeway.app.evaluate.Progress;
import io.leeway.app.history.PaneForm;
import io.leeway.app.history.PaneList;
import io.leeway.app.history.PaneRecords;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs configurations over the history of closed panes: the service's own stages from the closed pane on, so that the alerts
 * are those, by id, that a service with the configuration raises over the same events.
 *
 * <p>All panes count, also those before the stretch that is reported: references are what they would have been. Each agent
 * under each configuration is a task of its own; the history is read once by each thread, and again where there are more
 * agents than monitors fit into memory.
 */
public final class Backtest {

    private static final long BYTES_EACH = 24L << 20;
    private static final int FEWEST = 4;
    private static final int TELL_EVERY = 1024;

    private final PaneRecords records;
    private final FeatureMapId featureMap;
    private final int threads;
    private final Progress progress;

    /**
     * A backtest of a history.
     *
     * @param records the panes
     * @param featureMap the feature map they were computed with
     * @param threads how many threads to use, at least 1
     * @param progress is told how far it has come
     */
    public Backtest(PaneRecords records, FeatureMapId featureMap, int threads, Progress progress) {
        this.records = records;
        this.featureMap = featureMap;
        this.threads = threads;
        this.progress = progress;
    }

    /** One agent under one configuration. */
    private record Task(String agentId, Candidate candidate, long panes) {}

    private record Done(Task task, AgentResult result) {}

    /**
     * Runs configurations.
     *
     * @param candidates the configurations, the one in question first
     * @param from alerts that open before are not reported; null for all
     * @param marks what is known of the history
     * @throws HistoryException if the panes are not what the configurations need
     * @throws IOException if the history cannot be read
     */
    public BacktestResult run(List<Candidate> candidates, Instant from, List<Mark> marks) throws IOException {
        long started = System.nanoTime();
        PaneList list = PaneList.of(records);
        HistoryCheck.of(list, featureMap.digest(), candidates);
        SortedMap<String, Long> panes = new TreeMap<>();
        list.rows().forEach((stream, row) -> panes.merge(stream.agentId(), row.panes(), Long::sum));
        List<Task> tasks = new ArrayList<>();
        panes.forEach((agent, number) -> candidates.forEach(one -> tasks.add(new Task(agent, one, number))));
        tasks.sort(Comparator.comparingLong(Task::panes).reversed());

        Instant first = list.rows().values().stream()
                .map(PaneList.Row::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant start = from == null || from.isBefore(first) ? first : from;
        Map<String, SortedMap<String, AgentResult>> results = new HashMap<>();
        int atOnce = (int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / 2 / BYTES_EACH);
        long judged = tasks.stream().mapToLong(Task::panes).sum();
        Counter counter = new Counter(progress, judged);
        for (int done = 0; done < tasks.size(); done += atOnce) {
            for (Done one :
                    runTogether(tasks.subList(done, Math.min(tasks.size(), done + atOnce)), start, marks, counter)) {
                results.computeIfAbsent(one.task().candidate().name(), name -> new TreeMap<>())
                        .put(one.task().agentId(), one.result());
            }
        }
        return new BacktestResult(
                start,
                list.rows().values().stream()
                        .map(PaneList.Row::last)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                list.panes(),
                marks,
                candidates.stream()
                        .map(one ->
                                new CandidateResult(one.name(), one.config().configVersion(), results.get(one.name())))
                        .toList(),
                (System.nanoTime() - started) / 1e9);
    }

    /** The tasks are dealt out so that every thread has about the same number of panes. */
    private List<Done> runTogether(List<Task> tasks, Instant from, List<Mark> marks, Counter counter)
            throws IOException {
        int workers = Math.min(threads, tasks.size());
        List<List<Task>> hands = new ArrayList<>();
        long[] dealt = new long[workers];
        for (int i = 0; i < workers; i++) {
            hands.add(new ArrayList<>());
        }
        for (Task task : tasks) {
            int least = 0;
            for (int i = 1; i < workers; i++) {
                least = dealt[i] < dealt[least] ? i : least;
            }
            hands.get(least).add(task);
            dealt[least] += task.panes();
        }
        return Parallel.run(
                        hands.stream()
                                .map(hand -> (Callable<List<Done>>) () -> play(hand, from, marks, counter))
                                .toList(),
                        workers)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Done> play(List<Task> hand, Instant from, List<Mark> marks, Counter counter) throws IOException {
        KernelFeatureMap map = new KernelFeatureMap(featureMap);
        Map<Task, AgentRun> runs = new HashMap<>();
        Map<String, List<AgentRun>> byAgent = new HashMap<>();
        for (Task task : hand) {
            AgentRun run = new AgentRun(task.agentId(), task.candidate().config(), map);
            runs.put(task, run);
            byAgent.computeIfAbsent(task.agentId(), agent -> new ArrayList<>()).add(run);
        }
        records.forEach(pane -> {
            List<AgentRun> own = byAgent.get(pane.getAgentId());
            if (own != null) {
                StreamKey stream = PaneForm.stream(pane);
                ClosedPane closed = RecordedPane.of(pane);
                own.forEach(run -> run.accept(stream, closed));
                counter.add(own.size());
            }
        });
        List<Done> done = new ArrayList<>();
        runs.forEach((task, run) -> done.add(new Done(
                task,
                run.result(
                        from,
                        marks.stream()
                                .filter(mark -> mark.agents().matches(task.agentId()))
                                .toList()))));
        return done;
    }

    /** Counts over all threads, and tells now and then. */
    private static final class Counter {
        private final Progress progress;
        private final int all;
        private final AtomicInteger done = new AtomicInteger();

        Counter(Progress progress, long all) {
            this.progress = progress;
            this.all = (int) Math.min(Integer.MAX_VALUE, all);
        }

        void add(int panes) {
            int now = done.addAndGet(panes);
            if (now / TELL_EVERY != (now - panes) / TELL_EVERY || now == all) {
                progress.at("judging panes", now, all);
            }
        }
    }
}
