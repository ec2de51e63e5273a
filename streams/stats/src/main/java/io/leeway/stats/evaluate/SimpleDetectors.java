/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.List;

/**
 * The detectors Leeway is measured beside, at their usual settings; none is tuned.
 *
 * <p>They see the newest {@value #WINDOW} events, all from after the reference, and are asked at the end of every pane;
 * the permutation test, the dearest, at every {@value #EVERY_FIFTH}th.
 */
public final class SimpleDetectors {

    private static final int WINDOW = 200;
    private static final int EVERY_FIFTH = 5;

    /** Also after the first pane: these look at nothing. */
    private static final int NO_WINDOW = 1;

    /** All of them, in the order in which they are reported. */
    public static final List<Kind> ALL = List.of(
            new Kind("always-fire", NO_WINDOW, 1, reference -> window -> true),
            new Kind("never-fire", NO_WINDOW, 1, reference -> window -> false),
            new Kind("centroid-distance", WINDOW, 1, CentroidDistance::new),
            new Kind("ks-bonferroni", WINDOW, 1, FeatureByFeature::new),
            new Kind("mmd-permutation", WINDOW, EVERY_FIFTH, KernelPermutation::fittedTo));

    private SimpleDetectors() {}

    /**
     * A detector and when it is asked.
     *
     * @param name its name in results
     * @param window how many of the newest events it sees
     * @param every at every how many panes it is asked
     * @param fit makes one for a reference
     */
    public record Kind(String name, int window, int every, SimpleDetector.Fit fit) {}
}
