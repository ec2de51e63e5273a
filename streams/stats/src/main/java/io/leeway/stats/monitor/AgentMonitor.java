/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DecisionRule;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.RunLength;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation.Flag;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.ReferenceNote;
import io.leeway.stats.window.References;
import io.leeway.stats.window.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    private final RunLengths runLengths;
    private final Thresholds bounds;
    private final Map<Family, FamilyState> families = new EnumMap<>(Family.class);
    private final List<Baseline> baselines = new ArrayList<>();
    private final Map<String, List<Compared>> compared = new TreeMap<>();
    private final Limits limits;
    private final Governor governor;
    private final Mismatches mismatches;
    private final DetectabilityWatch detectability;
    private References references;
    private String featureMap;
    private Optional<Corpus> corpus = Optional.empty();

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
        this.governor = new Governor(state.governed());
        this.mismatches = new Mismatches(settings, rule, map.id());
        this.families.putAll(state.families());
        this.featureMap = state.featureMap();
        this.runLengths = new RunLengths(
                settings.pane().toMillis(), state.windows() == settings.windowsIdentity() ? state.runs() : Map.of());
        this.bounds = new Thresholds(settings, runLengths);
        this.detectability = new DetectabilityWatch(settings, map, bounds, state.detectability());
        this.limits = new Limits(settings, state.limits(), references.panes());
        calibrate();
    }

    /**
     * The same monitor, which from now on does not work out how soon changes would be seen. That costs as much as calibrating a
     * reference and changes no decision: for where nobody asks.
     */
    public AgentMonitor withoutDetectability() {
        detectability.off();
        return this;
    }

    /** What must be remembered beside the panes. */
    public MonitorState state() {
        return new MonitorState(
                featureMap,
                references.state(),
                families,
                settings.windowsIdentity(),
                runLengths.state(),
                limits.state(),
                governor.state(),
                detectability.state());
    }

    /**
     * Takes in the next closed pane.
     *
     * @param pane a pane later than all before
     * @param journal receives what to keep
     */
    public Evaluation observe(PaneEntry pane, PaneJournal journal) {
        return observe(pane, List.of(), Optional.empty(), journal);
    }

    /**
     * Takes in the next closed pane, and operators' commands that take effect at the boundary before it.
     *
     * @param pane a pane later than all before
     * @param commands the commands, in the order of their effect
     * @param known the agent's corpus in force, embedded as its texts are
     * @param journal receives what to keep
     */
    public Evaluation observe(PaneEntry pane, List<Command> commands, Optional<Corpus> known, PaneJournal journal) {
        if (!known.equals(corpus)) {
            corpus = known;
            baselines.forEach(baseline -> baseline.covered(corpus, references.panes()));
        }
        Map<Family, Evidence> evidence = new EnumMap<>(Family.class);
        List<Decision> abandoned = startAfreshIfIncomparable(pane, journal, evidence);
        govern(commands, pane, journal);
        abandoned.addAll(governor.accepted());
        abandoned.addAll(Undecidable.end(families, settings.features(), !baselines.isEmpty(), governor));
        int version = references.version();
        references.append(pane, journal);
        baselines.forEach(baseline -> baseline.append(pane));

        List<Tested> tests = compare();
        List<Decision> decisions = new ArrayList<>(abandoned);
        decisions.addAll(decide(tests, pane.end()));
        decisions.addAll(mismatches.decide(families, decisions, !baselines.isEmpty(), references.panes(), evidence));
        explain(decisions, tests, pane.end(), evidence);
        Evaluation evaluation =
                evaluation(pane, tests, decisions, evidence).withLimits(limits.observe(pane, references.panes()));

        decisions.forEach(decision -> families.put(decision.family(), decision.after()));
        decisions.stream()
                .filter(decision -> decision.transition() == Transition.RESOLVED && drift(decision.family()))
                .filter(decision -> !governor.accepted().contains(decision))
                .forEach(decision -> references.exclude(new Span(
                        decision.incident().suspectedFrom(),
                        Math.max(decision.after().clip(), decision.incident().openedAt()))));
        record(decisions, pane.end());
        Optional<Detectability> detectable = detectability.after(baselines, references, clip(), drifting());
        advance(journal, pane.end());
        return evaluation.with(detectable).with(governor.tell(decisions, pane, version));
    }

    /** What a reference showed is not what another one shows. */
    private void govern(List<Command> commands, PaneEntry next, PaneJournal journal) {
        governor.carryOut(commands, next, references, families, limits.broken(), journal);
        if (governor.referencesChanged()) {
            runLengths.clear(References.PINNED);
            if (!governor.accepted().isEmpty()) {
                runLengths.clear();
            }
            recalibrate();
            references.taken().stream()
                    .filter(reference -> reference.name().equals(References.PINNED))
                    .forEach(reference -> replay(reference.entries()));
        }
    }

    /**
     * Another feature map is another language, and panes with other limits have dropped other things: nothing kept can be
     * compared with what comes, so it is forgotten.
     */
    private List<Decision> startAfreshIfIncomparable(
            PaneEntry pane, PaneJournal journal, Map<Family, Evidence> evidence) {
        String current = pane.summary().featureMap().orElse(featureMap);
        List<Decision> abandoned = new ArrayList<>();
        boolean otherMap = !featureMap.isEmpty() && !current.equals(featureMap);
        if (otherMap || references.haveOtherLimits(pane)) {
            FamilyState mismatch = MapChange.incident(families) ? families.remove(Family.EMBEDDING) : null;
            families.forEach((family, state) -> {
                if (state.incident() != null) {
                    abandoned.add(Decision.abandoned(family, state.incident()));
                }
            });
            families.clear();
            if (mismatch != null) {
                families.put(Family.EMBEDDING, mismatch);
            } else if (otherMap && !references.taken().isEmpty()) {
                MapChange change = new MapChange(pane, references.taken().get(0), featureMap, current);
                abandoned.add(change.opened());
                evidence.put(Family.EMBEDDING, change.evidence());
            }
            references.forget(journal);
            references = new References(settings, references.state(), List.of(), List.of());
            baselines.clear();
            runLengths.clear();
            limits.forgetPanes();
            detectability.forget();
        }
        featureMap = current;
        return abandoned;
    }

    /** A mismatch is no drift: it must neither freeze a reference nor cut anything out of one. */
    private static boolean drift(Family family) {
        return family != Family.EMBEDDING;
    }

    private boolean drifting() {
        return families.entrySet().stream()
                .anyMatch(family -> drift(family.getKey()) && family.getValue().incident() != null);
    }

    /** Windows do not reach back before the end of the last incident. */
    private long clip() {
        return families.entrySet().stream()
                .filter(family -> drift(family.getKey()))
                .mapToLong(family -> family.getValue().clip())
                .max()
                .orElse(FamilyState.NEVER);
    }

    private List<Tested> compare() {
        List<Tested> tests = new ArrayList<>();
        compared.clear();
        for (Baseline baseline : baselines) {
            List<Compared> results = new ArrayList<>();
            List<WindowRange> windows = WindowRange.of(settings, baseline.reference(), references.panes(), clip());
            for (WindowRange window : windows) {
                boolean longest = window.equals(windows.get(windows.size() - 1));
                results.addAll(baseline.compare(window, longest ? Role.LONGEST_WINDOW : Role.WINDOW));
            }
            compared.put(baseline.reference().name(), results);
            tests.addAll(bounds.of(baseline, results, references.wanted()));
        }
        return tests;
    }

    /** What quiet hours show is what the detectors show without a change. */
    private void record(List<Decision> decisions, long paneEnd) {
        for (Decision decision : decisions) {
            if (decision.transition() == Transition.OPENED && drift(decision.family())) {
                runLengths.forget(paneEnd - decision.incident().suspectedFrom());
            }
        }
        if (drifting()) {
            runLengths.skip();
        } else {
            compared.forEach((reference, results) -> runLengths.record(
                    reference,
                    results,
                    paneEnd,
                    reference.equals(References.PINNED) ? RunLength.RELIABLE : Integer.MAX_VALUE));
        }
    }

    private List<Decision> decide(List<Tested> tests, long paneEnd) {
        List<Decision> decisions = new ArrayList<>();
        for (Family family : Family.values()) {
            if (!drift(family)) {
                continue;
            }
            FamilyState before = families.getOrDefault(family, FamilyState.INITIAL);
            if (family == Family.COVERAGE && corpus.flatMap(Corpus::coverage).isEmpty()) {
                Optional.ofNullable(before.incident())
                        .ifPresent(incident -> decisions.add(Decision.abandoned(family, incident)));
                continue;
            }
            // What moves a feature moves how it goes with others: that is news only while each is as it was.
            boolean explained = family == Family.JOINT
                    && before.incident() == null
                    && decisions.stream()
                            .anyMatch(decision -> !decision.family().ofTexts()
                                    && decision.after().incident() != null);
            List<Tested> own = explained
                    ? List.of()
                    : tests.stream()
                            .filter(test -> test.key().family() == family)
                            .toList();
            if (!own.isEmpty() || before.incident() != null) {
                decisions.add(rule.decide(family, own, paneEnd, before));
            }
        }
        return decisions;
    }

    private void explain(List<Decision> decisions, List<Tested> tests, long paneEnd, Map<Family, Evidence> evidence) {
        for (Decision decision : decisions) {
            if (decision.tells() && drift(decision.family())) {
                evidence.put(
                        decision.family(),
                        new Explanation(baselines, references.panes(), tests, paneEnd)
                                .of(decision.family(), decision.reasons()));
            }
        }
    }

    private Evaluation evaluation(
            PaneEntry pane, List<Tested> tests, List<Decision> decisions, Map<Family, Evidence> evidence) {
        State state = Standing.of(decisions, tests, !baselines.isEmpty());
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (baselines.stream().anyMatch(this::provisional)) {
            flags.add(Flag.PROVISIONAL);
        }
        if (state == State.DRIFT) {
            flags.add(Flag.REFERENCE_FROZEN);
        }
        List<ReferenceNote> notes = CoverageBaseline.notes(references.notes(), corpus, baselines);
        return new Evaluation(pane.start(), pane.end(), state, flags, tests, decisions, evidence, notes);
    }

    private boolean provisional(Baseline baseline) {
        return baseline.events() < PROVISIONAL_EVENTS
                || baseline.detectors().stream().noneMatch(key -> runLengths
                        .of(baseline.reference().name(), key, baseline.clumping())
                        .measured());
    }

    private void advance(PaneJournal journal, long now) {
        references.advance(drifting(), journal);
        references.retire(journal).ifPresent(change -> governor.note("retire", change.before(), change.after()));
        if (references.unsettled()) {
            screen(journal);
            List<PaneEntry> panes = references.settlePinned(journal);
            recalibrate();
            replay(panes);
            governor.note("take", null, references.pinnedVersion());
        }
        List<Reference> calibrated = baselines.stream().map(Baseline::reference).toList();
        if (!references.taken().equals(calibrated)) {
            recalibrate();
        }
        long longest = settings.longestWindow().toMillis();
        baselines.forEach(baseline -> baseline.dropBefore(now - longest));
    }

    private void screen(PaneJournal journal) {
        references.taken().stream()
                .filter(taken -> taken.name().equals(References.PINNED))
                .map(whole -> Screening.incidents(whole, Baseline.features(whole, settings.features(), map)))
                .forEach(incidents -> references.screenPinned(incidents, journal));
    }

    private void replay(List<PaneEntry> panes) {
        runLengths.clear(References.PINNED);
        baselines.stream()
                .filter(baseline -> baseline.reference().name().equals(References.PINNED))
                .forEach(pinned -> new ReferenceReplay(pinned, panes).record(settings.windows(), runLengths));
    }

    private void recalibrate() {
        calibrate();
        detectability.calibrated();
    }

    /** References move at different times; one that has not moved is calibrated already. */
    private void calibrate() {
        List<Baseline> before = List.copyOf(baselines);
        baselines.clear();
        for (Reference reference : references.taken()) {
            Baseline baseline = before.stream()
                    .filter(one -> one.reference().equals(reference))
                    .findFirst()
                    .orElseGet(() -> new Baseline(reference, settings, map, references.panes())
                            .covered(corpus, references.panes()));
            runLengths.calibrated(reference.name(), baseline.events(), reference.hours());
            baselines.add(baseline);
        }
    }
}
