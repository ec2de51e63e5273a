/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import org.apache.commons.math3.special.Erf;

/**
 * Logarithm of the upper tail of the standard normal distribution.
 *
 * <p>From 2 upwards by Laplace's continued fraction, Q(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))), whose terms are all
 * positive, so nothing cancels however far out; below 2 by the complementary error function.
 *
 * <ul>
 *   <li>NaN in, NaN out; +∞ gives −∞; −∞ gives 0.
 *   <li>Cost: one division per term, 160 terms.
 * </ul>
 *
 * <p>References: M. Abramowitz, I. A. Stegun (1964), Handbook of Mathematical Functions, 26.2.14.
 */
final class NormalTail {
    private static final double LAPLACE_FROM = 2;
    private static final int TERMS = 160;
    private static final double LOG_SQRT_TWO_PI = 0.9189385332046728;

    private NormalTail() {}

    static double logSurvival(double x) {
        if (Double.isInfinite(x)) {
            return x > 0 ? Double.NEGATIVE_INFINITY : 0;
        }
        if (x < LAPLACE_FROM) {
            return StrictMath.log(0.5 * Erf.erfc(x / StrictMath.sqrt(2)));
        }
        double fraction = x;
        for (int k = TERMS; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return -0.5 * x * x - LOG_SQRT_TWO_PI - StrictMath.log(fraction);
    }
}
