/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import org.apache.commons.math3.special.Erf;

/**
 * Normal scores of a number with respect to a reference sample.
 *
 * <pre>
 * s(x) = Φ⁻¹( (#{v &lt; x} + ½ #{v = x}) / n ),   the share clipped to [{@value #LOWEST}, 1 − {@value #LOWEST}]
 * </pre>
 *
 * <ul>
 *   <li>Ties share their middle rank; −0 and 0 are equal; ±∞ are ordinary values, smaller and larger than all others.
 *   <li>A constant sample gives 0 for its value.
 *   <li>Cost: O(log n) per score.
 * </ul>
 *
 * <p>Reference: B. L. van der Waerden (1952), Order tests for the two-sample problem and their power, Indag. Math. 14,
 * doi:10.1016/S1385-7258(52)50063-5.
 */
final class NormalScores {
    private static final double LOWEST = 0.01;

    private final double[] sorted;

    /** @param sorted at least one value, ascending, without NaN; not copied */
    NormalScores(double[] sorted) {
        this.sorted = sorted;
    }

    /** The score of a value of the sample or of any other that is not NaN. */
    double score(double x) {
        double share = (below(x, false) + below(x, true)) / (2.0 * sorted.length);
        double clipped = StrictMath.max(LOWEST, StrictMath.min(1 - LOWEST, share));
        return StrictMath.sqrt(2) * Erf.erfInv(2 * clipped - 1);
    }

    /** Number of values less than x, or also of those equal to it. */
    private int below(double x, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < x || (orEqual && sorted[middle] == x)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
