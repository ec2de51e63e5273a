/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Budget;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DecisionRule;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation.Flag;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.ReferenceState;
import io.leeway.stats.window.References;
import io.leeway.stats.window.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Watches one agent: takes its closed panes in the order of event time and says, after each, how the agent stands.
 *
 * <p>The outcome is a function of the settings and the panes alone. Everything kept is either in the {@link PaneJournal}
 * or in {@link #state()}; a monitor rebuilt from both goes on exactly as the one it replaces.
 *
 * <p>Not thread-safe.
 */
public final class AgentMonitor {

    /** A reference with fewer events raises provisional alerts: only large changes are seen reliably. */
    static final long PROVISIONAL_EVENTS = 1000;

    private final MonitorSettings settings;
    private final KernelFeatureMap map;
    private final DecisionRule rule;
    private final Map<Family, FamilyState> families = new EnumMap<>(Family.class);
    private final List<Baseline> baselines = new ArrayList<>();
    private References references;
    private String featureMap;

    /** A monitor for an agent that has not been seen before. */
    public AgentMonitor(MonitorSettings settings, KernelFeatureMap map) {
        this(settings, map, MonitorState.INITIAL, List.of(), List.of());
    }

    /**
     * A monitor that goes on from what was kept.
     *
     * @param settings the operator's settings
     * @param map the feature map of texts
     * @param state what {@link #state()} said last
     * @param history entries on the shelf {@link PaneJournal.Shelf#HISTORY}, oldest first
     * @param pinned entries on the shelf {@link PaneJournal.Shelf#PINNED}, oldest first
     */
    public AgentMonitor(
            MonitorSettings settings,
            KernelFeatureMap map,
            MonitorState state,
            List<PaneEntry> history,
            List<PaneEntry> pinned) {
        this.settings = settings;
        this.map = map;
        this.rule = new DecisionRule(settings.windows().get(0).atMost().toMillis());
        this.references = new References(settings, state.references(), history, pinned);
        this.families.putAll(state.families());
        this.featureMap = state.featureMap();
        calibrate();
    }

    /** What must be remembered beside the panes. */
    public MonitorState state() {
        return new MonitorState(featureMap, references.state(), families);
    }

    /**
     * Takes in the next closed pane.
     *
     * @param pane a pane later than all before
     * @param journal receives what to keep
     */
    public Evaluation observe(PaneEntry pane, PaneJournal journal) {
        List<Decision> abandoned = startAfreshIfMapChanged(pane, journal);
        references.append(pane, journal);
        baselines.forEach(baseline -> baseline.append(pane));

        List<Tested> tests = compare();
        List<Decision> decisions = new ArrayList<>(abandoned);
        decisions.addAll(decide(tests, pane.end()));
        Map<Family, Evidence> evidence = explain(decisions, pane.end());
        Evaluation evaluation = evaluation(pane, tests, decisions, evidence);

        decisions.forEach(decision -> families.put(decision.family(), decision.after()));
        decisions.stream()
                .filter(decision -> decision.transition() == Transition.RESOLVED)
                .forEach(decision -> references.exclude(new Span(
                        decision.incident().suspectedFrom(),
                        Math.max(decision.after().clip(), decision.incident().openedAt()))));
        advance(journal, pane.end());
        return evaluation;
    }

    /** Another feature map is another language: nothing kept can be compared with what comes, so it is forgotten. */
    private List<Decision> startAfreshIfMapChanged(PaneEntry pane, PaneJournal journal) {
        String current = pane.summary().featureMap().orElse(featureMap);
        List<Decision> abandoned = new ArrayList<>();
        if (!featureMap.isEmpty() && !current.equals(featureMap)) {
            families.forEach((family, state) -> {
                if (state.incident() != null) {
                    abandoned.add(new Decision(
                            family,
                            Decision.Status.OK,
                            Transition.RESOLVED,
                            state.incident(),
                            List.of(),
                            FamilyState.INITIAL));
                }
            });
            families.clear();
            references.forget(journal);
            references = new References(settings, ReferenceState.INITIAL, List.of(), List.of());
            baselines.clear();
        }
        featureMap = current;
        return abandoned;
    }

    private List<Tested> compare() {
        List<Tested> tests = new ArrayList<>();
        long clip =
                families.values().stream().mapToLong(FamilyState::clip).max().orElse(FamilyState.NEVER);
        List<WindowRange> windows = WindowRange.of(settings.windows(), references.panes(), clip);
        double panesPerAlarm = (double) settings.expectedRunLength().toMillis()
                / settings.pane().toMillis()
                * references.wanted();
        for (Baseline baseline : baselines) {
            SortedMap<DetectorKey, Double> thresholds = new Budget(panesPerAlarm).thresholds(baseline.detectors());
            for (WindowRange window : windows) {
                compare(baseline, window, thresholds, tests);
            }
        }
        return tests;
    }

    private static void compare(
            Baseline baseline, WindowRange window, SortedMap<DetectorKey, Double> thresholds, List<Tested> tests) {
        Inflation inflation = null;
        for (FeatureBaseline feature : baseline.features()) {
            long[] counters = feature.panes().from(window.start());
            long[] before = feature.referenceBefore(window.start());
            if (counters[Feature.EVENTS] == 0 || before[Feature.EVENTS] < counters[Feature.EVENTS]) {
                continue;
            }
            if (inflation == null) {
                inflation = baseline.inflation(window);
            }
            for (FeatureBaseline.Comparison comparison : feature.compare(counters, before, inflation)) {
                tests.add(new Tested(
                        comparison.key(),
                        baseline.reference().name(),
                        window.index(),
                        window.start(),
                        comparison.result(),
                        thresholds.get(comparison.key())));
            }
        }
    }

    private List<Decision> decide(List<Tested> tests, long paneEnd) {
        List<Decision> decisions = new ArrayList<>();
        for (Family family : Family.values()) {
            List<Tested> own =
                    tests.stream().filter(test -> test.key().family() == family).toList();
            FamilyState before = families.getOrDefault(family, FamilyState.INITIAL);
            if (!own.isEmpty() || before.incident() != null) {
                decisions.add(rule.decide(family, own, paneEnd, before));
            }
        }
        return decisions;
    }

    private Map<Family, Evidence> explain(List<Decision> decisions, long paneEnd) {
        Map<Family, Evidence> evidence = new EnumMap<>(Family.class);
        for (Decision decision : decisions) {
            if (decision.transition() == Transition.OPENED) {
                evidence.put(
                        decision.family(),
                        new Explanation(baselines, references.panes(), paneEnd).of(decision.reasons()));
            }
        }
        return evidence;
    }

    private Evaluation evaluation(
            PaneEntry pane, List<Tested> tests, List<Decision> decisions, Map<Family, Evidence> evidence) {
        boolean drift = decisions.stream().anyMatch(decision -> decision.status() == Decision.Status.DRIFT);
        boolean warn = decisions.stream().anyMatch(decision -> decision.status() == Decision.Status.WARN);
        State state;
        if (drift) {
            state = State.DRIFT;
        } else if (baselines.isEmpty()) {
            state = State.WARMING_UP;
        } else if (tests.stream().noneMatch(Tested::conclusive)) {
            state = State.TOO_FEW_EVENTS;
        } else {
            state = warn ? State.WARN : State.OK;
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (baselines.stream().anyMatch(baseline -> baseline.events() < PROVISIONAL_EVENTS)) {
            flags.add(Flag.PROVISIONAL);
        }
        if (drift) {
            flags.add(Flag.REFERENCE_FROZEN);
        }
        return new Evaluation(pane.start(), pane.end(), state, flags, tests, decisions, evidence);
    }

    private void advance(PaneJournal journal, long now) {
        boolean frozen = families.values().stream().anyMatch(family -> family.incident() != null);
        references.advance(frozen, journal);
        List<Reference> calibrated = baselines.stream().map(Baseline::reference).toList();
        if (!references.taken().equals(calibrated)) {
            calibrate();
        }
        long longest = settings.windows().stream()
                .mapToLong(window -> window.atMost().toMillis())
                .max()
                .orElseThrow();
        baselines.forEach(baseline -> baseline.dropBefore(now - longest));
    }

    private void calibrate() {
        baselines.clear();
        for (Reference reference : references.taken()) {
            baselines.add(new Baseline(reference, settings, map, references.panes()));
        }
    }
}
