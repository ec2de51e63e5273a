/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.detect.TestResult;

/**
 * One comparison of a window with a reference, beside the bounds it is held to.
 *
 * @param key the detector
 * @param reference name of the reference
 * @param window position of the window among the configured ones, 0 for the first
 * @param windowStart start of the window as it was used, epoch milliseconds
 * @param result the comparison
 * @param threshold the largest p-value that counts as significant: the detector's share of the false-alarm budget
 */
public record Tested(
        DetectorKey key, String reference, int window, long windowStart, TestResult result, double threshold) {

    /** Fewer effective events than this say nothing. */
    public static final double LEAST_EFFECTIVE_EVENTS = 20;

    /** A p-value within this factor of the threshold is a warning. */
    private static final double WARN_FACTOR = 10;

    /** Whether the window holds enough effective events to be judged. */
    public boolean conclusive() {
        return result.effectiveEvents() >= LEAST_EFFECTIVE_EVENTS;
    }

    /** Whether significance, effect size and sample size all speak for drift. */
    public boolean significant() {
        return conclusive()
                && result.pValue() <= threshold
                && result.effect() >= key.detector().effectGate();
    }

    /** Whether the comparison comes within a factor of ten of the threshold. */
    public boolean suspicious() {
        return conclusive()
                && result.pValue() <= WARN_FACTOR * threshold
                && result.effect() >= key.detector().effectGate();
    }

    /** Whether the comparison looks like the reference itself, at 5 % shared among {@code tests} comparisons. */
    boolean quiet(int tests) {
        return result.pValue() > 0.05 / tests
                || result.effect() < key.detector().effectGate() / 2;
    }
}
