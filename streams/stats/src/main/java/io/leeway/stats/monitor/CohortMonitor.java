/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.cohort.ShiryaevRoberts;
import io.leeway.stats.decide.Budget;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.EffectGates;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.detect.TestResult.Method;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.CohortJournal.Shelf;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares two live cohorts of one agent in the same windows: takes the closed panes of both and says, step by step, whether
 * the canary is sent what the control is sent.
 *
 * <p>Because both are looked at in the same event time, no season, campaign or outage that meets both can make a difference,
 * and no reference has to be learned; see {@link io.leeway.stats.cohort.Witness}. Each detector alarms at
 * {@code expected run length in steps / its share of the budget} (see {@link Budget}), so that their rates of false alarms
 * sum to at most one per expected run length.
 *
 * <p>The outcome is a function of the settings and of the two sequences of panes, in whatever order those of one cohort
 * arrive between those of the other. Everything kept is in the {@link CohortJournal} or in {@link #state()}; a monitor
 * rebuilt from both goes on exactly as the one it replaces. Not thread-safe.
 */
public final class CohortMonitor {

    /** Steps before the first bet: fewer say too little about chance. */
    static final int FIRST_BET = 36;

    private static final int KEPT = 288;
    private static final int REFIT = 12;

    /** Weaker evidence may have begun anywhere: all of the longest window is looked at. */
    private static final double TELLING = 10;

    private static final int LEAST_WINDOW = 4;

    private final MonitorSettings settings;
    private final CohortSteps steps;
    private final KernelFeatureMap map;
    private final String reference;
    private final CohortRule rule;
    private final CohortPairing pairing;
    private final List<CohortPane> history = new ArrayList<>();
    private final List<CohortSeries> series = new ArrayList<>();
    private final SortedMap<DetectorKey, ShiryaevRoberts> detectors = new TreeMap<>();
    private final Map<Family, FamilyState> families = new EnumMap<>(Family.class);
    private String featureMap;
    private long compared;
    private long told;

    /** A side of the comparison. */
    public enum Side {
        /** The cohort that is compared with. */
        CONTROL,
        /** The cohort that is judged. */
        CANARY;

        Side other() {
            return this == CONTROL ? CANARY : CONTROL;
        }
    }

    /**
     * A comparison that goes on from what was kept.
     *
     * @param settings the operator's settings
     * @param reference what alerts call the control
     * @param map the feature map of texts
     * @param state what {@link #state()} said last, or {@link CohortState#INITIAL}
     * @param journal what was kept
     */
    public CohortMonitor(
            MonitorSettings settings,
            String reference,
            KernelFeatureMap map,
            CohortState state,
            CohortJournal journal) {
        this.settings = settings;
        this.reference = reference;
        this.map = map;
        this.steps = CohortSteps.of(settings);
        this.rule = new CohortRule(steps.longest());
        boolean other = state.settings() != steps.identity();
        if (other) {
            clear(journal);
        }
        this.pairing = new CohortPairing(steps.length(), other ? Map.of() : state.ends(), journal);
        this.featureMap = other ? "" : state.featureMap();
        this.compared = other ? 0 : state.steps();
        this.told = state.told();
        // Steps are counted anew with other ones, and those since an incident was last seen with them.
        state.families()
                .forEach((family, before) -> families.put(family, other ? CohortRule.countedAnew(before) : before));
        if (!other) {
            this.detectors.putAll(state.detectors());
            List<PaneEntry> control = journal.load(Shelf.COMPARED, Side.CONTROL);
            List<PaneEntry> canary = journal.load(Shelf.COMPARED, Side.CANARY);
            for (int i = 0; i < control.size(); i++) {
                history.add(new CohortPane(control.get(i), canary.get(i)));
            }
            fit();
        }
    }

    /** What must be remembered beside the panes. */
    public CohortState state() {
        return new CohortState(steps.identity(), featureMap, compared, pairing.ends(), told, detectors, families);
    }

    /**
     * Takes in the next closed pane of one side.
     *
     * @param side whose pane it is
     * @param pane a pane later than all before of that side
     * @param journal receives what to keep
     * @return one evaluation for each step that is complete with it, oldest first; usually none
     */
    public List<CohortEvaluation> observe(Side side, PaneEntry pane, CohortJournal journal) {
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (CohortPane step : pairing.add(side, pane, journal)) {
            evaluations.add(compare(step, journal));
        }
        long patience = steps.longest() * steps.length();
        if (pairing.ahead(side) > patience && (told == FamilyState.NEVER || pane.end() - told >= patience)) {
            told = pane.end();
            evaluations.add(nothing(pane.start(), pane.end()));
        }
        return evaluations;
    }

    private CohortEvaluation nothing(long start, long end) {
        boolean open = families.values().stream().anyMatch(family -> family.incident() != null);
        return new CohortEvaluation(
                start, end, open ? State.DRIFT : State.TOO_FEW_EVENTS, List.of(), List.of(), Map.of());
    }

    private CohortEvaluation compare(CohortPane step, CohortJournal journal) {
        String current = step.canary()
                .summary()
                .featureMap()
                .or(() -> step.control().summary().featureMap())
                .orElse(featureMap);
        if (step.smaller() < CohortPairing.ENOUGH || !step.speaks(current)) {
            return nothing(step.start(), step.end());
        }
        List<Decision> decisions = new ArrayList<>();
        boolean otherMap = !featureMap.isEmpty() && !current.equals(featureMap);
        boolean otherLimits = !history.isEmpty() && !history.get(0).limits().equals(step.limits());
        if (otherMap || otherLimits) {
            families.forEach(
                    (family, state) -> CohortRule.abandoned(family, state).ifPresent(decisions::add));
            families.clear();
            forget(journal);
        }
        decisions.addAll(CohortRule.unmonitored(families, settings.features()));
        featureMap = current;
        add(step, journal);
        List<Tested> tests = compared > FIRST_BET ? bet() : List.of();
        if (compared > FIRST_BET) {
            decisions.addAll(rule.decide(tests, families, step.end(), compared));
        }
        Map<Family, Evidence> evidence = new EnumMap<>(Family.class);
        for (Decision decision : decisions) {
            families.put(decision.family(), decision.after());
            if (decision.transition() == Transition.OPENED) {
                evidence.put(decision.family(), new CohortExplanation(history, series, tests).of(decision.reasons()));
            }
            if (rule.startsAgain(decision, compared)) {
                detectors.replaceAll((key, detector) -> key.family() == decision.family() ? start() : detector);
            }
        }
        trim(journal);
        return new CohortEvaluation(step.start(), step.end(), state(tests, decisions), tests, decisions, evidence);
    }

    private State state(List<Tested> tests, List<Decision> decisions) {
        if (decisions.stream().anyMatch(decision -> decision.status() == Decision.Status.DRIFT)) {
            return State.DRIFT;
        }
        if (compared <= FIRST_BET) {
            return State.WARMING_UP;
        }
        if (decisions.stream().anyMatch(decision -> decision.status() == Decision.Status.WARN)) {
            return State.WARN;
        }
        return tests.stream().anyMatch(Tested::telling) ? State.OK : State.TOO_FEW_EVENTS;
    }

    private void add(CohortPane step, CohortJournal journal) {
        history.add(step);
        compared++;
        for (Side side : Side.values()) {
            journal.put(Shelf.COMPARED, side, step.of(side));
        }
        series.forEach(one -> one.append(step));
    }

    private ShiryaevRoberts start() {
        return ShiryaevRoberts.start(CohortSeries.bets(steps.stretches().length));
    }

    private List<Tested> bet() {
        CohortPane now = history.get(history.size() - 1);
        SortedMap<DetectorKey, Double> shares =
                Budget.shares(series.stream().map(CohortSeries::key).toList());
        double stepsPerAlarm = (double) settings.expectedRunLength().toMillis() / steps.length();
        List<Tested> tests = new ArrayList<>();
        for (CohortSeries one : series) {
            ShiryaevRoberts detector =
                    detectors.getOrDefault(one.key(), start()).after(one.bets(steps.stretches()), now.start());
            detectors.put(one.key(), detector);
            tests.add(tested(one, detector, shares.get(one.key()) / stepsPerAlarm));
        }
        return tests;
    }

    private Tested tested(CohortSeries one, ShiryaevRoberts detector, double threshold) {
        double evidence = detector.statistic();
        int window = Math.min(steps.longest(), history.size());
        if (evidence >= TELLING) {
            int since = (int) history.stream()
                    .filter(pane -> pane.start() >= detector.since())
                    .count();
            window = Math.min(window, Math.max(LEAST_WINDOW, since));
        }
        CohortSeries.Size size = one.size(window);
        TestResult result = new TestResult(
                evidence,
                Math.min(1, 1 / evidence),
                Math.min(0, -StrictMath.log(evidence)),
                size.effect(),
                size.canaryEvents(),
                size.effectiveEvents(),
                size.controlEvents(),
                size.phi(),
                size.deff(),
                Method.E_DETECTOR);
        return new Tested(
                one.key(),
                reference,
                steps.window(window),
                history.get(history.size() - window).start(),
                result,
                new Tested.Bounds(
                        threshold, new EffectGates(settings.effectGates()).of(one.key()), Math.max(1, evidence)),
                Collections.emptySortedMap());
    }

    /** Maps are fitted to what both cohorts sent, now and then, and only to the past of what they are used for. */
    private void trim(CohortJournal journal) {
        int leaving = history.size() - 1 - steps.longest();
        if (leaving >= 0) {
            CohortPane older = history.get(leaving).withoutExemplars();
            history.set(leaving, older);
            for (Side side : Side.values()) {
                journal.put(Shelf.COMPARED, side, older.of(side));
            }
        }
        if (compared % REFIT == 0) {
            while (history.size() > KEPT) {
                CohortPane oldest = history.remove(0);
                for (Side side : Side.values()) {
                    journal.remove(Shelf.COMPARED, side, oldest.start());
                }
            }
            fit();
        }
    }

    private void fit() {
        series.clear();
        int fitted = history.size() - (int) (compared % REFIT);
        if (compared < FIRST_BET) {
            return;
        }
        PaneSummary total = new PaneSummary(history.get(0).control().summary().limits());
        for (CohortPane pane : history.subList(0, fitted)) {
            total.merge(pane.control().summary().withoutExemplars());
            total.merge(pane.canary().summary().withoutExemplars());
        }
        Baseline.single(total, settings.features(), map).forEach(feature -> series.addAll(CohortSeries.of(feature)));
        history.forEach(pane -> series.forEach(one -> one.append(pane)));
        series.forEach(one -> one.fit(fitted));
        detectors.keySet().retainAll(series.stream().map(CohortSeries::key).toList());
    }

    private void forget(CohortJournal journal) {
        for (Side side : Side.values()) {
            history.forEach(pane -> journal.remove(Shelf.COMPARED, side, pane.start()));
        }
        history.clear();
        series.clear();
        detectors.clear();
        compared = 0;
    }

    private static void clear(CohortJournal journal) {
        for (Side side : Side.values()) {
            for (Shelf shelf : Shelf.values()) {
                journal.load(shelf, side).forEach(entry -> journal.remove(shelf, side, entry.start()));
            }
        }
    }
}
