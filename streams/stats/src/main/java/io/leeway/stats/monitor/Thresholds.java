/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.EffectGates;
import io.leeway.stats.decide.RunLength;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.MonitorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What the comparisons of one agent are held to: their shares of the false-alarm budget, as far as run lengths are known. */
final class Thresholds {

    /** Traffic that clumps needs more events, or fewer alarms, until the detectors' own maxima are known. */
    private static final long CLUMPING_EVENTS = 8000;

    private static final double CLUMPING = 1.25;
    private static final double CAUTION = 5;

    private final double panesPerAlarm;
    private final RunLengths runLengths;
    private final EffectGates gates;

    Thresholds(MonitorSettings settings, RunLengths runLengths) {
        this.panesPerAlarm = (double) settings.expectedRunLength().toMillis()
                / settings.pane().toMillis();
        this.runLengths = runLengths;
        this.gates = new EffectGates(settings.effectGates());
    }

    /**
     * Comparisons beside their bounds.
     *
     * @param references how many references share the budget
     */
    List<Tested> of(Baseline baseline, List<Compared> results, int references) {
        String reference = baseline.reference().name();
        SortedMap<DetectorKey, Double> shares = baseline.shares();
        boolean cautious = baseline.clumping() > CLUMPING && baseline.events() < CLUMPING_EVENTS;
        List<Tested> tests = new ArrayList<>(results.size());
        for (Compared result : results) {
            RunLength runLength = runLengths.of(reference, result.key(), baseline.clumping());
            double panes = panesPerAlarm
                    * references
                    / shares.get(result.key())
                    * (cautious && !runLength.measured() ? CAUTION : 1);
            Tested.Bounds bounds = new Tested.Bounds(
                    StrictMath.exp(-runLength.threshold(panes)),
                    gates.of(result.key()),
                    runLength.returnPeriod(-result.result().logP()));
            tests.add(new Tested(
                    result.key(),
                    reference,
                    result.window().index(),
                    result.window().start(),
                    result.result(),
                    bounds,
                    result.distances()));
        }
        return tests;
    }
}
