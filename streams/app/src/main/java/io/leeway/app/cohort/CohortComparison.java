/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.cohort.CohortMemory.Kind;
import io.leeway.app.config.CohortSettings.Pair;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.live.ByVersion;
import io.leeway.app.live.InForce;
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

    private final InForce inForce;
    private final KernelFeatureMap map;
    private final ByVersion<CohortOutcomes> outcomes;
    private final CohortMemory memory;
    private final OpenAlerts open;
    private final Map<StreamKey, Configured> monitors;

    /**
     * Comparisons by an operator's settings.
     *
     * @param inForce the settings of agents, and what is said about their cohorts
     * @param map the feature map of texts
     * @param outcomes makes the records, by the version of the configuration
     * @param memory where comparisons are kept
     * @param open the open alerts
     * @param most monitors in memory at most
     */
    public CohortComparison(
            InForce inForce,
            KernelFeatureMap map,
            Function<String, CohortOutcomes> outcomes,
            CohortMemory memory,
            OpenAlerts open,
            int most) {
        this.inForce = inForce;
        this.map = map;
        this.outcomes = new ByVersion<>(live -> outcomes.apply(live.version()));
        this.memory = memory;
        this.open = open;
        this.monitors = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<StreamKey, Configured> eldest) {
                return size() > most;
            }
        };
    }

    /** A closed pane of any stream, to what it leads to; nothing if its cohort is not compared. */
    public List<Outcome> observe(StreamKey stream, PaneEntry pane) {
        StreamKey agent = CohortMemory.agent(stream);
        LiveSettings live = inForce.at(pane.start());
        MonitorSettings settings = live.monitors().apply(stream.agentId());
        Pair pair = live.cohorts().apply(stream.agentId()).pair().orElse(null);
        List<Outcome> all = new ArrayList<>();
        Configured known = monitors.get(agent);
        if (known == null || !known.is(pair, settings)) {
            monitors.remove(agent);
            Kept kept = Kept.read(memory.get(Kind.COMPARISON, agent));
            if (kept != null && !kept.pair().equals(pair)) {
                all.addAll(forget(agent, kept, pane, outcomes.of(live)));
                kept = null;
            }
            if (pair == null || !pair.has(stream.cohort())) {
                return all;
            }
            known = new Configured(
                    pair,
                    settings,
                    new CohortMonitor(
                            settings,
                            CohortOutcomes.reference(pair.control()),
                            map,
                            kept == null ? CohortState.INITIAL : CohortState.fromBytes(kept.state()),
                            memory.journal(agent)));
            monitors.put(agent, known);
        }
        if (pair == null || !pair.has(stream.cohort())) {
            return all;
        }
        CohortMonitor monitor = known.monitor();
        Side side = stream.cohort().equals(pair.control()) ? Side.CONTROL : Side.CANARY;
        StreamKey canary = new StreamKey(stream.agentId(), pair.canary());
        monitor.observe(side, pane, memory.journal(agent))
                .forEach(evaluation ->
                        all.addAll(outcomes.of(live).of(canary, pair.control(), settings, evaluation, open)));
        memory.put(Kind.COMPARISON, agent, new Kept(pair, monitor.state().toBytes()).write());
        return all;
    }

    /** Another pair is another comparison: its panes go, and its alerts end. */
    private List<Outcome> forget(StreamKey agent, Kept kept, PaneEntry pane, CohortOutcomes told) {
        CohortJournal journal = memory.journal(agent);
        for (Side side : Side.values()) {
            for (Shelf shelf : Shelf.values()) {
                journal.load(shelf, side).forEach(entry -> journal.remove(shelf, side, entry.start()));
            }
        }
        memory.put(Kind.COMPARISON, agent, null);
        return told.ended(new StreamKey(agent.agentId(), kept.pair().canary()), pane.end(), open);
    }

    private record Configured(Pair pair, MonitorSettings settings, CohortMonitor monitor) {

        boolean is(Pair other, MonitorSettings others) {
            return pair.equals(other) && settings.equals(others);
        }
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
