/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.cause.Causes;
import io.leeway.stats.cause.Scene;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.FalseDiscoveryRate;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what an alert shows: which features moved, which events and topics show it, of what kind it is and why. */
final class Explanation {

    private static final double FALSE_DISCOVERY_RATE = 0.1;

    private final List<Baseline> baselines;
    private final List<PaneEntry> panes;
    private final List<Tested> tests;
    private final long windowEnd;

    /**
     * Explains one evaluation.
     *
     * @param baselines the references
     * @param panes the kept panes
     * @param tests all comparisons of the evaluation
     * @param windowEnd end of the newest pane
     */
    Explanation(List<Baseline> baselines, List<PaneEntry> panes, List<Tested> tests, long windowEnd) {
        this.baselines = baselines;
        this.panes = panes;
        this.tests = tests;
        this.windowEnd = windowEnd;
    }

    /** The evidence behind significant comparisons of one family, the strongest first. */
    Evidence of(Family family, List<Tested> reasons) {
        Tested strongest = reasons.get(0);
        Baseline baseline = baseline(strongest);
        Witnesses witnesses = Witnesses.of(baseline, strongest, windowEnd);
        // What a corpus covers best has not become rare.
        List<Witness> shown = witnesses.of(
                window(strongest),
                family == Family.COVERAGE ? List.of() : baseline.reference().entries());
        List<Moved> moved = moved(reasons);
        return new Evidence(
                strongest,
                windowEnd,
                new Evidence.ReferenceSize(
                        baseline.reference().name(),
                        baseline.reference().start(),
                        baseline.reference().end(),
                        baseline.events(),
                        baseline.reference().entries().size()),
                baseline.events() < AgentMonitor.PROVISIONAL_EVENTS,
                moved,
                shown,
                diagnosis(family, reasons, moved, baseline, witnesses, shown));
    }

    private Diagnosis diagnosis(
            Family family,
            List<Tested> reasons,
            List<Moved> moved,
            Baseline baseline,
            Witnesses witnesses,
            List<Witness> shown) {
        Tested strongest = reasons.get(0);
        Scene scene = new Scene(
                family,
                moved.stream()
                        .map(feature -> feature.key().feature())
                        .distinct()
                        .toList(),
                panesFrom(longestStart(strongest)),
                baseline.reference().entries(),
                baseline.total(),
                witnesses::drifted);
        Kinds kinds = new Kinds(family, reasons, testsAgainst(strongest.reference()));
        Optional<Cause> cause = Causes.of(scene);
        Kind kind = kinds.kind(cause, scene.share());
        if (kind == Kind.MIX_SHIFT && cause.isEmpty()) {
            cause = Causes.ofMix(scene);
        }
        return new Diagnosis(
                kind,
                cause,
                Blame.of(tests),
                family == Family.TEXT ? topics(strongest, baseline) : List.of(),
                new Peak(baseline, panes).of(strongest, shortest(strongest), windowEnd),
                shown.stream()
                        .filter(witness -> witness.role() == Witness.Role.NEW)
                        .map(Witness::exemplar)
                        .min(Comparator.comparingLong(Exemplar::occurredAt).thenComparing(Exemplar::eventId)));
    }

    private List<Topic> topics(Tested strongest, Baseline baseline) {
        return baseline.novelty()
                .map(novelty -> novelty.topics(baseline.reference().entries(), window(strongest))
                        .changed(baseline.clumping()))
                .orElse(List.of());
    }

    private Baseline baseline(Tested test) {
        return baselines.stream()
                .filter(candidate -> candidate.reference().name().equals(test.reference()))
                .findFirst()
                .orElseThrow();
    }

    private List<Tested> testsAgainst(String reference) {
        return tests.stream().filter(test -> test.reference().equals(reference)).toList();
    }

    private long longestStart(Tested test) {
        return testsAgainst(test.reference()).stream()
                .mapToLong(Tested::windowStart)
                .min()
                .orElse(test.windowStart());
    }

    private Tested shortest(Tested test) {
        return testsAgainst(test.reference()).stream()
                .filter(Tested::conclusive)
                .max(Comparator.comparingLong(Tested::windowStart))
                .orElse(test);
    }

    private List<PaneEntry> window(Tested test) {
        return panesFrom(test.windowStart());
    }

    private List<PaneEntry> panesFrom(long start) {
        return panes.stream().filter(pane -> pane.start() >= start).toList();
    }

    private List<Moved> moved(List<Tested> reasons) {
        Map<String, List<Tested>> byFeature = new TreeMap<>();
        reasons.forEach(test -> byFeature
                .computeIfAbsent(test.key().feature(), name -> new ArrayList<>())
                .add(test));
        // Another feature's window or reference may lack the values of this one.
        Map<String, Description> descriptions = new TreeMap<>();
        List<Moved> moved = new ArrayList<>();
        byFeature.forEach((feature, all) -> {
            Tested best = all.get(0);
            double p = Math.min(1, best.result().pValue() * all.size());
            if (best.key().equals(CoverageBaseline.KEY)) {
                moved.add(baseline(best)
                        .coverage()
                        .orElseThrow()
                        .moved(p, best.result().effect()));
                return;
            }
            moved.add(descriptions
                    .computeIfAbsent(best.reference() + best.windowStart(), name -> description(best))
                    .of(best.key(), p, best.result().effect()));
        });
        double bound = FalseDiscoveryRate.bound(
                moved.stream().mapToDouble(Moved::pValue).toArray(), FALSE_DISCOVERY_RATE);
        moved.removeIf(feature -> feature.pValue() > bound);
        moved.sort(Comparator.comparingDouble(Moved::pValue)
                .thenComparing(Comparator.comparingDouble(Moved::effect).reversed())
                .thenComparing(Moved::key));
        return moved;
    }

    private Description description(Tested test) {
        return new Description(baseline(test).total(), new Reference(test.reference(), window(test)).total());
    }

    /** Whether a detector asks for texts unlike any topic. */
    static boolean novel(DetectorKey key) {
        return key.detector() == Detector.NOVEL_95 || key.detector() == Detector.NOVEL_99;
    }
}
