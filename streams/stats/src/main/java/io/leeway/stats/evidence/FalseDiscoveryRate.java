/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import java.util.Arrays;

/**
 * Which of several p-values to report, so that the expected share of false ones among the reported stays below q.
 *
 * <p>Sorts p(1) ≤ … ≤ p(m) and reports the k smallest, where k is the largest with p(k) ≤ k·q/m. Valid for independent
 * and for positively dependent p-values. Ties are reported or left out together; NaN is refused.
 *
 * <p>Reference: Y. Benjamini, Y. Hochberg (1995), J. R. Statist. Soc. B 57, doi:10.1111/j.2517-6161.1995.tb02031.x.
 */
public final class FalseDiscoveryRate {

    private FalseDiscoveryRate() {}

    /**
     * The largest p-value that is reported.
     *
     * @param pValues one per hypothesis, in [0, 1]
     * @param q the rate to keep, in (0, 1)
     * @return the bound; −1 when none is reported
     */
    public static double bound(double[] pValues, double q) {
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        for (int k = sorted.length; k > 0; k--) {
            double p = sorted[k - 1];
            check(p);
            if (p <= k * q / sorted.length) {
                return p;
            }
        }
        return -1;
    }

    static void check(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("not a p-value: " + p);
        }
    }
}
