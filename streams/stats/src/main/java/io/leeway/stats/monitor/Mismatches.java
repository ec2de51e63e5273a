/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DecisionRule;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.EffectGates;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the family {@link Family#EMBEDDING} from pane to pane: incidents of a changed map end, and incidents of
 * vectors that cannot be compared come and go.
 *
 * <p>A vector of another model is wrong whatever came before, so there is no reference and no p-value. An incident opens by
 * the same rule as any other ({@link DecisionRule}) when in some window, of {@value #LEAST_VECTORS} events or more in
 * {@value #LEAST_PANES} panes or more, at least 1 % of the events carry such a vector; one bad batch is in one pane or two.
 * It is resolved when the shortest window has been without for the length of the first. While an incident of a changed map
 * is open nothing else is told: what is wrong with vectors then may be that change itself.
 *
 * <ul>
 *   <li>No event with a vector that cannot be compared: nothing is decided and nothing is remembered.
 *   <li>Fewer than {@link Tested#LEAST_EFFECTIVE_EVENTS} events in a window say nothing.
 *   <li>Cost: the panes of the longest window, once.
 * </ul>
 */
final class Mismatches {

    /** The name of what there is in place of a reference. */
    private static final String MODEL = "model";

    private static final long LEAST_VECTORS = 5;
    private static final int LEAST_PANES = 3;
    private static final int WITNESSES = 10;
    private static final DetectorKey KEY = new DetectorKey(DetectorKey.VECTORS, Detector.MISMATCHED);

    private final MonitorSettings settings;
    private final DecisionRule rule;
    private final FeatureMapId compared;

    /**
     * For one agent.
     *
     * @param settings its settings
     * @param rule decides on incidents of other families
     * @param compared the map of the vectors that can be compared
     */
    Mismatches(MonitorSettings settings, DecisionRule rule, FeatureMapId compared) {
        this.settings = settings;
        this.rule = rule;
        this.compared = compared;
    }

    /**
     * Decides after a pane, unless the map has changed with it.
     *
     * @param families what each family remembers
     * @param earlier what has been decided of this pane
     * @param comparable whether there is a reference
     * @param panes the kept panes, oldest first, the newest included
     * @param evidence receives what stands behind an incident of vectors
     */
    List<Decision> decide(
            Map<Family, FamilyState> families,
            List<Decision> earlier,
            boolean comparable,
            List<PaneEntry> panes,
            Map<Family, Evidence> evidence) {
        if (earlier.stream().anyMatch(decision -> decision.family() == Family.EMBEDDING)) {
            return List.of();
        }
        FamilyState before = families.getOrDefault(Family.EMBEDDING, FamilyState.INITIAL);
        if (MapChange.incident(families)) {
            return comparable ? List.of(MapChange.resolved(before.incident())) : List.of();
        }
        return vectors(before, panes)
                .map(decision -> {
                    if (decision.tells()) {
                        evidence.put(Family.EMBEDDING, evidence(decision, panes));
                    }
                    return List.of(decision);
                })
                .orElse(List.of());
    }

    private Optional<Decision> vectors(FamilyState before, List<PaneEntry> panes) {
        List<Tested> tests = WindowRange.of(settings.windows(), panes, before.clip()).stream()
                .map(range -> tested(range, panes))
                .toList();
        boolean none = tests.stream().allMatch(test -> test.result().effect() == 0);
        if (none && before.incident() == null && before.recent().isEmpty()) {
            return Optional.empty();
        }
        long now = panes.get(panes.size() - 1).end();
        Decision decision = rule.decide(Family.EMBEDDING, tests, now, before);
        // The state of an agent is about drift, and this is none.
        return Optional.of(new Decision(
                decision.family(),
                Decision.Status.OK,
                decision.transition(),
                decision.incident(),
                decision.reasons(),
                decision.after()));
    }

    private Tested tested(WindowRange range, List<PaneEntry> panes) {
        long events = 0;
        long wrong = 0;
        int panesWithWrong = 0;
        for (PaneEntry pane : from(range.start(), panes)) {
            events += pane.summary().events();
            wrong += pane.summary().mismatchedTexts();
            panesWithWrong += pane.summary().mismatchedTexts() > 0 ? 1 : 0;
        }
        boolean sustained = wrong >= LEAST_VECTORS && panesWithWrong >= LEAST_PANES;
        double share = events == 0 ? 0 : (double) wrong / events;
        return new Tested(
                KEY,
                MODEL,
                range.index(),
                range.start(),
                new TestResult(
                        share,
                        sustained ? 0 : 1,
                        sustained ? Double.NEGATIVE_INFINITY : 0,
                        share,
                        events,
                        events,
                        0,
                        1,
                        1,
                        TestResult.Method.DEGENERATE),
                new Tested.Bounds(0, new EffectGates(settings.effectGates()).of(KEY), Double.POSITIVE_INFINITY),
                Collections.emptySortedMap());
    }

    private static List<PaneEntry> from(long start, List<PaneEntry> panes) {
        int first = panes.size();
        while (first > 0 && panes.get(first - 1).start() >= start) {
            first--;
        }
        return panes.subList(first, panes.size());
    }

    private Evidence evidence(Decision decision, List<PaneEntry> panes) {
        Tested strongest = decision.reasons().get(0);
        List<PaneEntry> window = from(strongest.windowStart(), panes);
        List<Exemplar> seen = exemplars(window);
        double share = strongest.result().effect();
        String detail = percent(share) + " of events carry vectors of " + sorts(window) + ", this service compares '"
                + name(compared.model()) + "' (" + compared.inputDimension() + ")";
        long now = panes.get(panes.size() - 1).end();
        return new Evidence(
                strongest,
                now,
                new Evidence.ReferenceSize(MODEL, strongest.windowStart(), strongest.windowStart(), 0, 0),
                false,
                List.of(new Moved(KEY, 0, share, Double.NaN, share, detail)),
                seen.stream()
                        .limit(WITNESSES)
                        .map(exemplar -> new Witness(exemplar, 1, Witness.Role.NEW))
                        .toList(),
                new Diagnosis(
                        Kind.EMBEDDING_MISMATCH,
                        Optional.of(new Cause(Kind.EMBEDDING_MISMATCH, "wrong-vectors", detail)),
                        Blame.NONE,
                        List.of(),
                        now,
                        seen.stream().findFirst()));
    }

    /** The most frequent sort of vectors, and how many others there are. */
    private static String sorts(List<PaneEntry> window) {
        CategorySummary all = null;
        for (PaneEntry pane : window) {
            Optional<CategorySummary> own = pane.summary().mismatches();
            if (own.isPresent() && all == null) {
                all = own.get().copy();
            } else if (own.isPresent()) {
                all.merge(own.get());
            }
        }
        Map<String, Long> counts = all == null ? Map.of() : all.counts();
        String most = counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElseThrow();
        int others = counts.size() - 1;
        return most + (others == 0 ? "" : " and " + others + (others == 1 ? " other sort" : " other sorts"));
    }

    /** Events known to carry such a vector, earliest first: those without a text in panes where none is missing otherwise. */
    private static List<Exemplar> exemplars(List<PaneEntry> window) {
        return window.stream()
                .map(PaneEntry::summary)
                .filter(pane -> pane.mismatchedTexts() > 0)
                .filter(pane -> pane.missingTexts() == 0 && pane.redactedTexts() == 0)
                .map(PaneSummary::exemplars)
                .flatMap(List::stream)
                .filter(exemplar -> exemplar.vector() == null)
                .sorted(Comparator.comparingLong(Exemplar::occurredAt).thenComparing(Exemplar::eventId))
                .toList();
    }

    /** A map's model names its limit of tokens too, behind the name that producers send. */
    private static String name(String model) {
        int at = model.lastIndexOf('@');
        return at > 0 ? model.substring(0, at) : model;
    }
}
