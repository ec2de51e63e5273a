/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.evidence.Witness.Role;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Which events show a change, by one comparison.
 *
 * <p>Events are ranked by the kernel witness ⟨φ(x) − (μ_window + μ_reference)/2, μ_window − μ_reference⟩ of the feature
 * behind the comparison (Gretton et al. 2012, JMLR 13, section 2), or, where a share of texts unlike any topic decided, by
 * how far they are beyond what is usual, or from the corpus: the highest among the window's samples are the new kind of event, the lowest among
 * the reference's the kind that has become rare. The midpoint is subtracted so that the sign says which of the two means an
 * event is nearer to, whatever the origin of φ.
 *
 * <p>An event of the window is shown as new only if it scores as high as the highest {@value #USUAL} of the reference's
 * samples; of near-copies (cosine of at least {@value #COPY}) the highest is shown, and of one session at most
 * {@value #PER_SESSION}, so that ten exemplars tell more than one.
 */
final class Witnesses {

    private static final int NEW_EXEMPLARS = 10;
    private static final int GONE_EXEMPLARS = 3;
    private static final int PER_SESSION = 3;
    private static final double USUAL = 0.05;
    private static final double COPY = 0.95;

    private final ToDoubleFunction<Exemplar> score;
    private final double unusual;

    private Witnesses(ToDoubleFunction<Exemplar> score, double unusual) {
        this.score = score;
        this.unusual = unusual;
    }

    /** The ranking by one comparison with a reference. */
    static Witnesses of(Baseline baseline, Tested test, long windowEnd) {
        return of(score(baseline, test, windowEnd), baseline.reference().entries());
    }

    /** The ranking by a score, beside events for which a high one is unusual. */
    static Witnesses of(ToDoubleFunction<Exemplar> scored, List<PaneEntry> reference) {
        ToDoubleFunction<Exemplar> score = remembered(scored);
        double[] usual = reference.stream()
                .flatMap(entry -> entry.summary().exemplars().stream())
                .mapToDouble(score)
                .sorted()
                .toArray();
        double unusual = usual.length == 0 ? 0 : usual[(int) ((1 - USUAL) * (usual.length - 1))];
        return new Witnesses(score, unusual);
    }

    /** Samples are asked several times, and a kernel map costs as much as all else. */
    private static ToDoubleFunction<Exemplar> remembered(ToDoubleFunction<Exemplar> score) {
        Map<Exemplar, Double> scores = new HashMap<>();
        return exemplar -> scores.computeIfAbsent(exemplar, score::applyAsDouble);
    }

    private static ToDoubleFunction<Exemplar> score(Baseline baseline, Tested test, long windowEnd) {
        if (test.key().equals(CoverageBaseline.KEY)) {
            return baseline.coverage().orElseThrow()::excess;
        }
        FeatureBaseline feature = baseline.features().stream()
                .filter(candidate ->
                        candidate.feature().name().equals(test.key().feature()))
                .findFirst()
                .orElseThrow();
        Feature sees = feature.feature();
        Detector detector = test.key().detector();
        if (detector == Detector.MISSING) {
            return exemplar -> sees.present(exemplar) ? 0 : 1;
        }
        if (detector == Detector.UNSEEN || detector == Detector.TAIL) {
            return exemplar -> sees.odd(exemplar) ? 1 : 0;
        }
        if (Explanation.novel(test.key())) {
            return baseline.novelty().orElseThrow()::excess;
        }
        double[] now = feature.mean(feature.panes().from(test.windowStart()));
        double[] before = feature.referenceMean(test.windowStart(), windowEnd);
        return nearer(sees, now, before);
    }

    /** By which of two means of a feature an event is nearer to the first. */
    static ToDoubleFunction<Exemplar> nearer(Feature sees, double[] now, double[] before) {
        return exemplar -> {
            double[] mapped = sees.map(exemplar);
            double product = 0;
            for (int i = 0; mapped != null && i < now.length; i++) {
                product += (mapped[i] - (now[i] + before[i]) / 2) * (now[i] - before[i]);
            }
            return product;
        };
    }

    /** Whether an event shows the change. */
    boolean drifted(Exemplar exemplar) {
        double scored = score.applyAsDouble(exemplar);
        return scored > 0 && scored >= unusual;
    }

    /** The events that are new, then those that have become rare. */
    List<Witness> of(List<PaneEntry> window, List<PaneEntry> reference) {
        List<Witness> witnesses = new ArrayList<>(ranked(window, score, Math.max(unusual, 0), Role.NEW, NEW_EXEMPLARS));
        witnesses.addAll(ranked(reference, exemplar -> -score.applyAsDouble(exemplar), 0, Role.GONE, GONE_EXEMPLARS));
        return witnesses;
    }

    private static List<Witness> ranked(
            List<PaneEntry> panes, ToDoubleFunction<Exemplar> score, double least, Role role, int most) {
        List<Witness> ranked = panes.stream()
                .flatMap(pane -> pane.summary().exemplars().stream())
                .map(exemplar -> new Witness(exemplar, score.applyAsDouble(exemplar), role))
                .filter(witness -> witness.score() > 0 && witness.score() >= least)
                .sorted(Comparator.comparingDouble(Witness::score)
                        .reversed()
                        .thenComparing(witness -> witness.exemplar().eventId()))
                .toList();
        List<Witness> shown = new ArrayList<>();
        for (Witness witness : ranked) {
            if (shown.size() < most
                    && shown.stream().noneMatch(before -> copies(before, witness))
                    && inSession(shown, witness) < PER_SESSION) {
                shown.add(witness);
            }
        }
        return shown;
    }

    private static long inSession(List<Witness> shown, Witness witness) {
        String session = witness.exemplar().sessionId();
        return session == null
                ? 0
                : shown.stream()
                        .filter(before -> session.equals(before.exemplar().sessionId()))
                        .count();
    }

    private static boolean copies(Witness one, Witness other) {
        if (one.exemplar().vector() == null || other.exemplar().vector() == null) {
            return false;
        }
        float[] x = one.exemplar().vector().decode();
        float[] y = other.exemplar().vector().decode();
        double cosine = 0;
        for (int i = 0; i < x.length; i++) {
            cosine += (double) x[i] * y[i];
        }
        return cosine >= COPY;
    }
}
