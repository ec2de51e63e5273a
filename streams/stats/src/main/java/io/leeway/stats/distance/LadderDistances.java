/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static java.lang.StrictMath.max;
import static java.lang.StrictMath.min;
import static java.lang.StrictMath.sqrt;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Distances of two distributions of a number, from a {@link CumulativeLadder}.
 *
 * <p>With the distribution functions F_r and F_w that the ladder stands for, N and M values, c(x) = (N·F_r + M·F_w)/(N + M)
 * and the design effect D:
 *
 * <pre>
 * wasserstein           W = ∫ |F_r(x) − F_w(x)| dx
 * wassersteinCorrected  W_c = max(0, W − √( 2D(1/N + 1/M)/π ) ∫ √(c(1 − c)) dx)
 * wassersteinNormalised W / scale of the reference, wassersteinNormalisedCorrected W_c / the same
 * kolmogorovSmirnov     max |F_r(e_k) − F_w(e_k)| over the edges
 * </pre>
 *
 * <ul>
 *   <li>wasserstein (earth mover's distance of order 1) is in the unit of the number. Exact, like the scale, for a ladder
 *       of STEPS that has every distinct value as an edge; else an approximation, see {@link CumulativeLadder}.
 *   <li>kolmogorovSmirnov looks at the edges only. It is exact if every distinct value is an edge and never too large
 *       otherwise.
 *   <li>What W_c subtracts is the expectation of W without change, to first order, as |F_r − F_w| is then nearly a folded
 *       normal at each x. It is an offset also where there is a change, and then understates W by up to what was subtracted.
 *   <li>The scale is the standard deviation, as other tools have it, or the interquartile range over 1.349, which equals
 *       it for a normal distribution and withstands heavy tails; an interquartile range of zero gives way to the standard
 *       deviation. It is that of the reference with divisor N.
 *   <li>No values on one side, or all of both at one point: everything is 0. Constant reference, other window: the
 *       normalised values are 0, for there is no scale, and the others tell.
 *   <li>A value beyond the range of a double is the largest double.
 *   <li>Cost: O(K).
 * </ul>
 *
 * <p>References: S. S. Vallender (1974), Calculation of the Wasserstein distance between probability distributions on the
 * line, Theory Probab. Appl. 18, doi:10.1137/1118101; E. del Barrio, E. Giné, C. Matrán (1999), Central limit theorems
 * for the Wasserstein distance between the empirical and the true distributions, Ann. Probab. 27,
 * doi:10.1214/aop/1022677394, for the limit whose mean is subtracted; F. J. Massey (1951), The Kolmogorov-Smirnov test for
 * goodness of fit, J. Amer. Statist. Assoc. 46, doi:10.1080/01621459.1951.10500769.
 *
 * @param wasserstein Wasserstein-1 distance, in the unit of the number
 * @param wassersteinCorrected the same beyond chance
 * @param wassersteinNormalised over the scale of the reference
 * @param wassersteinNormalisedCorrected the same beyond chance
 * @param kolmogorovSmirnov largest difference of the distribution functions, in [0, 1]
 */
public record LadderDistances(
        double wasserstein,
        double wassersteinCorrected,
        double wassersteinNormalised,
        double wassersteinNormalisedCorrected,
        double kolmogorovSmirnov) {

    /** Interquartile range of the standard normal distribution. */
    private static final double NORMAL_IQR = 1.3489795003921634;

    /** What a Wasserstein distance is divided by. */
    public enum Scale {
        /** Standard deviation of the reference. */
        STANDARD_DEVIATION,
        /** Interquartile range of the reference over 1.349. */
        INTERQUARTILE
    }

    /**
     * The distances on a ladder.
     *
     * @param ladder the two distributions
     * @param deff design effect D: the factor by which dependence between events shrinks their number
     * @param scale what to normalise by
     */
    public static LadderDistances of(CumulativeLadder ladder, double deff, Scale scale) {
        Require.positive(deff, "deff");
        List<Segment> segments = ladder.segments();
        double n = ladder.referenceCount();
        double m = ladder.windowCount();
        double distance = 0;
        double chance = 0;
        for (Segment segment : segments) {
            distance += segment.absoluteDifference();
            chance += segment.pooledDeviation(n / (n + m));
        }
        double variance = segments.isEmpty() ? 0 : min(Double.MAX_VALUE, deff * (1 / n + 1 / m));
        double corrected = max(0, distance - chance * sqrt(2 / StrictMath.PI) * sqrt(variance));
        double unit = scale(ladder, segments, scale);
        return new LadderDistances(
                scaledBack(distance, ladder),
                scaledBack(corrected, ladder),
                unit > 0 ? min(Double.MAX_VALUE, distance / unit) : 0,
                unit > 0 ? min(Double.MAX_VALUE, corrected / unit) : 0,
                ladder.largestDifference());
    }

    /** The values by name, sorted. */
    SortedMap<String, Double> byName() {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("wasserstein", wasserstein);
        values.put("wassersteinCorrected", wassersteinCorrected);
        values.put("wassersteinNormalised", wassersteinNormalised);
        values.put("wassersteinNormalisedCorrected", wassersteinNormalisedCorrected);
        values.put("kolmogorovSmirnov", kolmogorovSmirnov);
        return values;
    }

    private static double scaledBack(double widths, CumulativeLadder ladder) {
        return min(Double.MAX_VALUE, 2 * (widths * ladder.halfRange()));
    }

    private static double scale(CumulativeLadder ladder, List<Segment> segments, Scale scale) {
        double range = ladder.referenceQuantile(0.75) - ladder.referenceQuantile(0.25);
        if (scale == Scale.INTERQUARTILE && range > 0) {
            return range / NORMAL_IQR;
        }
        // The variance as 2∫∫ F(x)(1 − F(y)) over x < y, since no term cancels another.
        double spread = 0;
        double below = 0;
        for (Segment segment : segments) {
            spread += segment.referenceSpread() + below * segment.referenceAbove();
            below += segment.referenceBelow();
        }
        return sqrt(2 * spread);
    }
}
