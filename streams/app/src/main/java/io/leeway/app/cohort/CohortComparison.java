/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.cohort.CohortMemory.Kind;
import io.leeway.app.config.CohortSettings;
import io.leeway.app.config.CohortSettings.Pair;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.CohortJournal;
import io.leeway.stats.monitor.CohortJournal.Shelf;
import io.leeway.stats.monitor.CohortMonitor;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.monitor.CohortState;
import io.leeway.stats.stored.StoredForm;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares the two live cohorts of each agent that an operator named; the same object runs in the service and in a replay.
 * Monitors live in memory, the newest used ones, and are rebuilt from what was kept.
 *
 * <pre>
 *  byte    version = 1
 *  utf     control
 *  utf     canary
 *  bytes   {@link CohortState} to the end
 * </pre>
 */
public final class CohortComparison {

    private static final float LOAD_FACTOR = 0.75f;

    private final Function<String, MonitorSettings> settings;
    private final Function<String, CohortSettings> cohorts;
    private final KernelFeatureMap map;
    private final CohortOutcomes outcomes;
    private final CohortMemory memory;
    private final OpenAlerts open;
    private final Map<StreamKey, CohortMonitor> monitors;

    /**
     * Comparisons by an operator's settings.
     *
     * @param settings the settings of an agent
     * @param cohorts what is said about its cohorts
     * @param map the feature map of texts
     * @param outcomes makes the records
     * @param memory where comparisons are kept
     * @param open the open alerts
     * @param most monitors in memory at most
     */
    public CohortComparison(
            Function<String, MonitorSettings> settings,
            Function<String, CohortSettings> cohorts,
            KernelFeatureMap map,
            CohortOutcomes outcomes,
            CohortMemory memory,
            OpenAlerts open,
            int most) {
        this.settings = settings;
        this.cohorts = cohorts;
        this.map = map;
        this.outcomes = outcomes;
        this.memory = memory;
        this.open = open;
        this.monitors = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<StreamKey, CohortMonitor> eldest) {
                return size() > most;
            }
        };
    }

    /** A closed pane of any stream, to what it leads to; nothing if its cohort is not compared. */
    public List<Outcome> observe(StreamKey stream, PaneEntry pane) {
        StreamKey agent = CohortMemory.agent(stream);
        Pair pair = cohorts.apply(stream.agentId()).pair().orElse(null);
        List<Outcome> all = new ArrayList<>();
        if (!monitors.containsKey(agent)) {
            Kept kept = Kept.read(memory.get(Kind.COMPARISON, agent));
            if (kept != null && !kept.pair().equals(pair)) {
                all.addAll(forget(agent, kept, pane));
                kept = null;
            }
            if (pair == null || !pair.has(stream.cohort())) {
                return all;
            }
            monitors.put(
                    agent,
                    new CohortMonitor(
                            settings.apply(stream.agentId()),
                            CohortOutcomes.reference(pair.control()),
                            map,
                            kept == null ? CohortState.INITIAL : CohortState.fromBytes(kept.state()),
                            memory.journal(agent)));
        }
        if (pair == null || !pair.has(stream.cohort())) {
            return all;
        }
        CohortMonitor monitor = monitors.get(agent);
        Side side = stream.cohort().equals(pair.control()) ? Side.CONTROL : Side.CANARY;
        StreamKey canary = new StreamKey(stream.agentId(), pair.canary());
        monitor.observe(side, pane, memory.journal(agent))
                .forEach(evaluation -> all.addAll(
                        outcomes.of(canary, pair.control(), settings.apply(stream.agentId()), evaluation, open)));
        memory.put(Kind.COMPARISON, agent, new Kept(pair, monitor.state().toBytes()).write());
        return all;
    }

    /** Another pair is another comparison: its panes go, and its alerts end. */
    private List<Outcome> forget(StreamKey agent, Kept kept, PaneEntry pane) {
        CohortJournal journal = memory.journal(agent);
        for (Side side : Side.values()) {
            for (Shelf shelf : Shelf.values()) {
                journal.load(shelf, side).forEach(entry -> journal.remove(shelf, side, entry.start()));
            }
        }
        memory.put(Kind.COMPARISON, agent, null);
        return outcomes.ended(new StreamKey(agent.agentId(), kept.pair().canary()), pane.end(), open);
    }

    @SuppressWarnings("ArrayRecordComponent") // read once
    private record Kept(Pair pair, byte[] state) {

        private static final StoredForm<Kept> FORM = new StoredForm<>(
                "comparison",
                1,
                (out, kept) -> {
                    out.writeUTF(kept.pair.control());
                    out.writeUTF(kept.pair.canary());
                    out.write(kept.state);
                },
                in -> new Kept(new Pair(in.readUTF(), in.readUTF()), in.readAllBytes()));

        static Kept read(byte[] bytes) {
            return bytes == null ? null : FORM.read(bytes);
        }

        byte[] write() {
            return FORM.write(this);
        }
    }
}
