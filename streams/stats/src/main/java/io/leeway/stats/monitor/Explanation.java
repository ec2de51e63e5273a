/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.FalseDiscoveryRate;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.evidence.Witness.Role;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Finds what an alert shows: which features moved, and which events show it.
 *
 * <p>Events are ranked by the kernel witness ⟨φ(x) − (μ_window + μ_reference)/2, μ_window − μ_reference⟩ of the feature
 * behind the strongest comparison (Gretton et al. 2012, JMLR 13, section 2): the highest among the window's exemplars are
 * the new kind of event, the lowest among the reference's the kind that has become rare. The midpoint is subtracted so
 * that the sign says which of the two means an event is nearer to, whatever the origin of φ.
 */
final class Explanation {

    private static final double FALSE_DISCOVERY_RATE = 0.1;
    private static final int NEW_EXEMPLARS = 5;
    private static final int GONE_EXEMPLARS = 3;

    private final List<Baseline> baselines;
    private final List<PaneEntry> panes;
    private final long windowEnd;

    Explanation(List<Baseline> baselines, List<PaneEntry> panes, long windowEnd) {
        this.baselines = baselines;
        this.panes = panes;
        this.windowEnd = windowEnd;
    }

    /** The evidence behind significant comparisons of one family, the strongest first. */
    Evidence of(List<Tested> reasons) {
        Tested strongest = reasons.get(0);
        Baseline baseline = baseline(strongest);
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
                moved(reasons),
                witnesses(strongest, baseline));
    }

    private Baseline baseline(Tested test) {
        return baselines.stream()
                .filter(candidate -> candidate.reference().name().equals(test.reference()))
                .findFirst()
                .orElseThrow();
    }

    private List<PaneEntry> window(Tested test) {
        return panes.stream().filter(pane -> pane.start() >= test.windowStart()).toList();
    }

    private List<Moved> moved(List<Tested> reasons) {
        Map<String, List<Tested>> byFeature = new TreeMap<>();
        reasons.forEach(test -> byFeature
                .computeIfAbsent(test.key().feature(), name -> new ArrayList<>())
                .add(test));
        // Another feature's window or reference may lack the values of this one.
        Map<String, Description> descriptions = new TreeMap<>();
        List<Moved> moved = new ArrayList<>();
        byFeature.forEach((feature, tests) -> {
            Tested best = tests.get(0);
            double p = Math.min(1, best.result().pValue() * tests.size());
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

    private List<Witness> witnesses(Tested strongest, Baseline baseline) {
        FeatureBaseline feature = baseline.features().stream()
                .filter(candidate ->
                        candidate.feature().name().equals(strongest.key().feature()))
                .findFirst()
                .orElseThrow();
        ToDoubleFunction<Exemplar> score = score(feature, strongest);
        List<Witness> witnesses = new ArrayList<>(ranked(window(strongest), score, Role.NEW, NEW_EXEMPLARS));
        witnesses.addAll(ranked(
                baseline.reference().entries(), exemplar -> -score.applyAsDouble(exemplar), Role.GONE, GONE_EXEMPLARS));
        return witnesses;
    }

    private ToDoubleFunction<Exemplar> score(FeatureBaseline feature, Tested test) {
        Feature sees = feature.feature();
        Detector detector = test.key().detector();
        if (detector == Detector.MISSING) {
            return exemplar -> sees.present(exemplar) ? 0 : 1;
        }
        if (detector == Detector.UNSEEN || detector == Detector.TAIL) {
            return exemplar -> sees.odd(exemplar) ? 1 : 0;
        }
        if (detector == Detector.NOVEL_95 || detector == Detector.NOVEL_99) {
            return baseline(test).novelty().orElseThrow()::excess;
        }
        double[] now = feature.mean(feature.panes().from(test.windowStart()));
        double[] before = feature.referenceMean(test.windowStart(), windowEnd);
        return exemplar -> {
            double[] mapped = sees.map(exemplar);
            double product = 0;
            for (int i = 0; mapped != null && i < now.length; i++) {
                product += (mapped[i] - (now[i] + before[i]) / 2) * (now[i] - before[i]);
            }
            return product;
        };
    }

    private static List<Witness> ranked(List<PaneEntry> panes, ToDoubleFunction<Exemplar> score, Role role, int most) {
        return panes.stream()
                .flatMap(pane -> pane.summary().exemplars().stream())
                .map(exemplar -> new Witness(exemplar, score.applyAsDouble(exemplar), role))
                .filter(witness -> witness.score() > 0)
                .sorted(Comparator.comparingDouble(Witness::score)
                        .reversed()
                        .thenComparing(witness -> witness.exemplar().eventId()))
                .limit(most)
                .toList();
    }
}
