/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Finds what an alert about two cohorts shows: the control stands where an alert about one stream has its reference. */
final class CohortExplanation {

    private final List<CohortPane> panes;
    private final List<CohortSeries> series;
    private final List<Tested> tests;

    /**
     * Explains the newest step.
     *
     * @param panes the compared panes, oldest first
     * @param series how each detector sees them
     * @param tests all comparisons of the step
     */
    CohortExplanation(List<CohortPane> panes, List<CohortSeries> series, List<Tested> tests) {
        this.panes = panes;
        this.series = series;
        this.tests = tests;
    }

    /** The evidence behind significant comparisons of one family, the strongest first. */
    Evidence of(List<Tested> reasons) {
        Tested strongest = reasons.get(0);
        List<PaneEntry> control = side(strongest, CohortMonitor.Side.CONTROL);
        List<PaneEntry> canary = side(strongest, CohortMonitor.Side.CANARY);
        Reference compared = new Reference(strongest.reference(), control);
        Reference judged = new Reference(strongest.reference(), canary);
        List<Witness> shown =
                Witnesses.of(score(strongest, judged, compared), control).of(canary, control);
        return new Evidence(
                strongest,
                judged.end(),
                new Evidence.ReferenceSize(
                        strongest.reference(), compared.start(), compared.end(), compared.events(), control.size()),
                false,
                reasons.stream().map(this::moved).toList(),
                shown,
                new Diagnosis(
                        strongest.key().family() == Family.MISSING ? Kind.DATA_QUALITY : Kind.INPUT_DRIFT,
                        Optional.empty(),
                        Blame.of(tests),
                        List.of(),
                        judged.end(),
                        shown.stream()
                                .filter(witness -> witness.role() == Witness.Role.NEW)
                                .map(Witness::exemplar)
                                .min(Comparator.comparingLong(Exemplar::occurredAt)
                                        .thenComparing(Exemplar::eventId))));
    }

    /** The panes of one side since a comparison's change is suspected. */
    private List<PaneEntry> side(Tested test, CohortMonitor.Side side) {
        return panes.stream()
                .filter(pane -> pane.start() >= test.windowStart())
                .map(pane -> pane.of(side))
                .toList();
    }

    private Moved moved(Tested test) {
        return new Description(
                        new Reference(test.reference(), side(test, CohortMonitor.Side.CONTROL)).total(),
                        new Reference(test.reference(), side(test, CohortMonitor.Side.CANARY)).total())
                .of(test.key(), test.result().pValue(), test.result().effect());
    }

    private ToDoubleFunction<Exemplar> score(Tested test, Reference judged, Reference compared) {
        CohortSeries own = series.stream()
                .filter(one -> one.key().equals(test.key()))
                .findFirst()
                .orElseThrow();
        Feature sees = own.feature();
        if (test.key().detector() == Detector.MISSING) {
            return sided(own, judged, compared, exemplar -> sees.present(exemplar) ? 0 : 1);
        }
        if (test.key().detector() != sees.main()) {
            return sided(own, judged, compared, exemplar -> sees.odd(exemplar) ? 1 : 0);
        }
        return Witnesses.nearer(sees, own.mean(judged.total()), own.mean(compared.total()));
    }

    /** What the canary has less of is shown as gone: its score is the negative of what the control has more of. */
    private static ToDoubleFunction<Exemplar> sided(
            CohortSeries own, Reference judged, Reference compared, ToDoubleFunction<Exemplar> score) {
        boolean more = own.mean(judged.total())[0] >= own.mean(compared.total())[0];
        return more ? score : exemplar -> -score.applyAsDouble(exemplar);
    }
}
