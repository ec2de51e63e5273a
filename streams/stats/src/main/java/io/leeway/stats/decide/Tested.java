/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.detect.TestResult;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One comparison of a window with a reference, beside the bounds it is held to.
 *
 * @param key the detector
 * @param reference name of the reference
 * @param window position of the window among the compared ones, 0 for the first
 * @param windowStart start of the window as it was used, epoch milliseconds
 * @param result the comparison
 * @param bounds what it takes to be significant
 * @param distances effect sizes under the names other tools use, for information
 */
public record Tested(
        DetectorKey key,
        String reference,
        int window,
        long windowStart,
        TestResult result,
        Bounds bounds,
        SortedMap<String, Double> distances) {

    /** Fewer effective events than this say nothing. */
    public static final double LEAST_EFFECTIVE_EVENTS = 30;

    /**
     * Fewer effective events than this may raise an alarm, but their silence says nothing: at usual budgets a fifth of the
     * events could be new without being seen.
     */
    public static final double TELLING_EFFECTIVE_EVENTS = 100;

    /** A p-value within this factor of the threshold is a warning. */
    private static final double WARN_FACTOR = 10;

    /** Copies the map. */
    public Tested {
        distances = distances.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(distances));
    }

    /** The same comparison beside effect sizes under the names other tools use. */
    public Tested withDistances(SortedMap<String, Double> named) {
        return new Tested(key, reference, window, windowStart, result, bounds, named);
    }

    /**
     * What a comparison is held to.
     *
     * @param threshold the largest p-value that counts as significant: the detector's share of the false-alarm budget
     * @param gate the smallest effect that counts
     * @param returnPeriod how many panes pass on average until such a p-value is seen when nothing has changed
     */
    public record Bounds(double threshold, double gate, double returnPeriod) {}

    /** Whether the window holds enough effective events to be judged. */
    public boolean conclusive() {
        return result.effectiveEvents() >= LEAST_EFFECTIVE_EVENTS;
    }

    /** Whether the window holds enough effective events for its silence to mean something. */
    public boolean telling() {
        return result.effectiveEvents() >= TELLING_EFFECTIVE_EVENTS;
    }

    /** Whether significance, effect size and sample size all speak for drift. */
    public boolean significant() {
        return conclusive() && result.pValue() <= bounds.threshold() && result.effect() >= bounds.gate();
    }

    /** Whether the comparison comes within a factor of ten of the threshold. */
    public boolean suspicious() {
        return conclusive() && result.pValue() <= WARN_FACTOR * bounds.threshold() && result.effect() >= bounds.gate();
    }

    /** The effect in units of the gate, or of the detector's own gate where there is none. */
    public double strength() {
        double unit = bounds.gate() > 0 ? bounds.gate() : key.detector().effectGate();
        return result.effect() / unit;
    }

    /** Whether the comparison looks like the reference itself, at 5 % shared among {@code tests} comparisons. */
    boolean quiet(int tests) {
        return result.pValue() > 0.05 / tests || result.effect() < bounds.gate() / 2;
    }
}
