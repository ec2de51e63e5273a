/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.detect;

import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.control.Commands;
import io.leeway.app.control.PendingCommands;
import io.leeway.app.corpus.Corpora;
import io.leeway.app.corpus.CorpusRules;
import io.leeway.app.corpus.KeptCorpora;
import io.leeway.app.live.ByVersion;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.decide.Family;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Command;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.monitor.MonitorState;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneJournal.Shelf;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stages windows, detect and decide: closed panes, and the commands that wait for one, to outcomes. Monitors live in
 * memory, the newest used ones; what they keep is in the stores, from which a monitor is rebuilt when it is needed again.
 */
public final class MonitorProcessor extends ContextualProcessor<StreamKey, ClosedPane, StreamKey, Outcome> {

    private static final long BYTES_EACH = 24L << 20;
    private static final int FEWEST = 4;
    private static final float LOAD_FACTOR = 0.75f;

    private final InForce inForce;
    private final KernelFeatureMap map;
    private final ByVersion<Outcomes> outcomes;
    private final LeewayMetrics metrics;
    private final int most;
    private final Optional<CorpusRules> corpusRules;
    private final Map<StreamKey, Configured> monitors = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamKey, Configured> eldest) {
            return size() > most;
        }
    };
    private KeyValueStore<PaneKey, byte[]> keptPanes;
    private KeyValueStore<StreamKey, byte[]> states;
    private OpenAlerts openAlerts;
    private PendingCommands commands;
    private ByVersion<Set<String>> agents = new ByVersion<>(live -> new HashSet<>());
    private Optional<Corpora> corpora = Optional.empty();

    /**
     * Monitors agents by their settings.
     *
     * @param inForce the settings of agents
     * @param map the feature map of texts
     * @param outcomes makes the records, by the version of the configuration
     * @param metrics what is counted
     * @param tasks how many tasks share this process's memory, at most: together their monitors take half the heap
     * @param corpusRules how corpora are kept, if there are any
     */
    public MonitorProcessor(
            InForce inForce,
            KernelFeatureMap map,
            Function<String, Outcomes> outcomes,
            LeewayMetrics metrics,
            int tasks,
            Optional<CorpusRules> corpusRules) {
        this.corpusRules = corpusRules;
        this.inForce = inForce;
        this.map = map;
        this.outcomes = new ByVersion<>(live -> outcomes.apply(live.version()));
        this.metrics = metrics;
        this.most = (int) Math.max(FEWEST, Runtime.getRuntime().maxMemory() / 2 / BYTES_EACH / tasks);
    }

    @Override
    public void init(ProcessorContext<StreamKey, Outcome> context) {
        super.init(context);
        // A task that is revived initialises the same processor again, over stores that were rolled back.
        monitors.clear();
        agents = new ByVersion<>(live -> new HashSet<>());
        keptPanes = context.getStateStore(Stores.KEPT_PANES.name());
        states = context.getStateStore(Stores.MONITORS.name());
        openAlerts = OpenAlerts.stored(context.getStateStore(Stores.OPEN_ALERTS.name()));
        commands = new PendingCommands(context.getStateStore(Stores.COMMANDS.name()));
        corpora = corpusRules.map(rules -> KeptCorpora.corpora(context, rules));
    }

    @Override
    public void process(Record<StreamKey, ClosedPane> pane) {
        StreamKey stream = pane.key();
        LiveSettings live = inForce.at(pane.value().entry().start());
        MonitorSettings own = live.monitors().apply(stream.agentId());
        AgentMonitor monitor = monitor(stream, own);
        endUnwatchedMix(stream.agentId(), live, own, pane);
        List<Command> due = Commands.of(
                stream, own, commands.take(stream, pane.value().entry().end()), openAlerts);
        Optional<Corpus> corpus = corpora.flatMap(
                all -> all.inForce(stream.agentId(), pane.value().entry().start()));
        Evaluation evaluation = metrics.evaluation()
                .record(() -> monitor.observe(pane.value().entry(), due, corpus, new KeptPanes(stream, keptPanes)));
        count(evaluation.governance().changes());
        states.put(stream, monitor.state().toBytes());
        metrics.count(Metric.PANES);
        List<Outcome> all = outcomes.of(live).of(stream, own, pane.value(), evaluation, openAlerts);
        for (Outcome outcome : all) {
            if (outcome instanceof Outcome.Alert) {
                metrics.count(Metric.ALERTS);
            }
            context().forward(pane.withValue(outcome));
        }
    }

    private void count(List<Change> changes) {
        changes.stream()
                .filter(change -> change.command() != null)
                .forEach(change -> metrics.count(change.done() ? Metric.COMMANDS : Metric.COMMANDS_REFUSED));
    }

    /** The stream of an agent's mix of cohorts gets no more panes once that is no longer watched, so this is the moment to end it. */
    private void endUnwatchedMix(
            String agent, LiveSettings live, MonitorSettings own, Record<StreamKey, ClosedPane> pane) {
        if (live.cohorts().apply(agent).mix() || !agents.of(live).add(agent)) {
            return;
        }
        StreamKey mix = StreamKey.mix(agent);
        byte[] state = states.get(mix);
        if (state != null) {
            List<String> limited =
                    own.limits().stream().map(LimitSpec::feature).distinct().toList();
            Set<Family> unheard = MonitorState.fromBytes(state).governed().withheld();
            for (Outcome outcome :
                    Outcomes.ended(mix, unheard, limited, pane.value().entry().end(), openAlerts)) {
                if (outcome instanceof Outcome.Alert) {
                    metrics.count(Metric.ALERTS);
                }
                context().forward(pane.withKey(mix).withValue(outcome));
            }
            monitors.remove(mix);
            states.delete(mix);
            new KeptPanes(mix, keptPanes).clear();
        }
    }

    /** With other settings a monitor goes on from what was kept, as it would after a restart with them. */
    private AgentMonitor monitor(StreamKey stream, MonitorSettings own) {
        Configured known = monitors.get(stream);
        if (known == null || !known.settings().equals(own)) {
            known = new Configured(own, rebuild(stream, own));
            monitors.put(stream, known);
        }
        return known.monitor();
    }

    private record Configured(MonitorSettings settings, AgentMonitor monitor) {}

    private AgentMonitor rebuild(StreamKey stream, MonitorSettings own) {
        byte[] state = states.get(stream);
        if (state == null) {
            return new AgentMonitor(own, map);
        }
        KeptPanes kept = new KeptPanes(stream, keptPanes);
        return new AgentMonitor(
                own, map, MonitorState.fromBytes(state), kept.load(Shelf.HISTORY), kept.load(Shelf.PINNED));
    }
}
