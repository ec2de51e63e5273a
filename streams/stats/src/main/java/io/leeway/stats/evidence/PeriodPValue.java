/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import static java.lang.StrictMath.log;
import static java.lang.StrictMath.min;

/**
 * The p-value of a whole period for a comparison that was made again and again in it: the probability that its strongest
 * value of the period would be that strong if nothing had changed.
 *
 * <p>With a return period R, in the unit of the look-back H, exceedances arrive about as a Poisson process and
 *
 * <pre>
 * p = 1 − exp(−H/R)
 * </pre>
 *
 * <p>Without one, from the smallest p-value p₁ of E evaluations of sliding windows of length W:
 *
 * <pre>
 * p = min( 1, E·p₁, (H/W + 1)·2 ln(1/p₁)·p₁ )        the last term for p₁ &lt; 1/e only
 * </pre>
 *
 * <p>E·p₁ is Bonferroni. It is far too large for windows that hardly differ from each other. Over one window's length the
 * maximum of a moving average of independent panes exceeds a high level b with probability about b²·p₁, and
 * b² ≤ 2 ln(1/p₁); multiplying by the number of disjoint windows alone would be too small by that factor, which is 9 at
 * p₁ = .01 and 18 at 1e-4. Looking at whole panes only, and panes that depend on each other, make the maximum smaller.
 *
 * <p>Several comparisons of one agent are combined by Bonferroni, which needs nothing of their dependence.
 *
 * <p>NaN and probabilities outside [0, 1] are refused; p₁ = 0 gives 0. Cost: constant.
 *
 * <p>Reference: M. R. Leadbetter, G. Lindgren, H. Rootzén (1983), Extremes and Related Properties of Random Sequences and
 * Processes, chapter 12, doi:10.1007/978-1-4612-5449-2.
 */
public final class PeriodPValue {

    private PeriodPValue() {}

    /**
     * From a return period.
     *
     * @param longestReturnPeriod R: the longest of the period, positive, may be infinite
     * @param lookBack H: the period's length in the same unit, not negative
     */
    public static double ofReturnPeriod(double longestReturnPeriod, double lookBack) {
        if (!(longestReturnPeriod > 0)) {
            throw new IllegalArgumentException("return period is " + longestReturnPeriod + " but must be positive");
        }
        if (!(lookBack >= 0) || Double.isInfinite(lookBack)) {
            throw new IllegalArgumentException("look-back is " + lookBack + " but must be finite and not negative");
        }
        return -StrictMath.expm1(-lookBack / longestReturnPeriod);
    }

    /**
     * From tests of sliding windows.
     *
     * @param smallest p₁
     * @param evaluations E, at least 1
     * @param windows H/W: how many windows fit into the period; infinite where the window's length is not known
     */
    public static double ofTests(double smallest, long evaluations, double windows) {
        FalseDiscoveryRate.check(smallest);
        if (evaluations < 1) {
            throw new IllegalArgumentException("evaluations is " + evaluations + " but must be at least 1");
        }
        if (!(windows >= 0)) {
            throw new IllegalArgumentException("number of windows is " + windows + " but must not be negative");
        }
        if (smallest == 0) {
            return 0;
        }
        double bonferroni = min(1, smallest * evaluations);
        boolean small = smallest < 1 / StrictMath.E;
        return small ? min(bonferroni, (windows + 1) * -2 * log(smallest) * smallest) : bonferroni;
    }

    /**
     * For the strongest of several comparisons.
     *
     * @param smallest the smallest of their p-values for the period
     * @param comparisons how many were made, at least 1
     */
    public static double ofComparisons(double smallest, int comparisons) {
        FalseDiscoveryRate.check(smallest);
        if (comparisons < 1) {
            throw new IllegalArgumentException("comparisons is " + comparisons + " but must be at least 1");
        }
        return min(1, smallest * comparisons);
    }
}
