/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * The upper tail of what a detector shows per span of time when nothing has changed, as an exponential beyond a threshold:
 * P(max > x) = share · exp(−(x − u)/m) with u the {@value #QUANTILE} quantile of the maxima and m the mean excess over it.
 *
 * <p>Beside {@link Gumbel}, whose scale comes from all maxima: where traffic has a rhythm, quiet and busy hours spread the
 * maxima without making the far tail heavy, and only the upper part tells.
 *
 * <p>Edge cases: equal maxima give the smallest mean excess that is believed, {@value #LEAST_EXCESS}; NaN and infinite maxima
 * are refused, and so are fewer than {@value #LEAST_MAXIMA}. Ties and order do not matter. Cost: O(K log K).
 *
 * <p>Reference: J. Pickands (1975), Statistical inference using extreme order statistics, Ann. Statist. 3,
 * doi:10.1214/aos/1176343003.
 *
 * @param threshold u
 * @param meanExcess m, positive
 * @param share share of the spans whose maximum exceeds u, positive
 */
public record ExponentialTail(double threshold, double meanExcess, double share) {

    /** Fewer maxima leave too few beyond the threshold. */
    public static final int LEAST_MAXIMA = 100;

    private static final double QUANTILE = 0.8;
    private static final double LEAST_EXCESS = 0.2;

    /**
     * Fits the tail.
     *
     * @param maxima the largest values of disjoint spans of equal length, at least {@value #LEAST_MAXIMA}
     */
    public static ExponentialTail fit(double[] maxima) {
        Require.atLeast(maxima.length, LEAST_MAXIMA, "number of maxima");
        double[] sorted = maxima.clone();
        Arrays.sort(sorted);
        int first = (int) StrictMath.floor(QUANTILE * sorted.length);
        double threshold = Require.finite(sorted[first - 1], "maximum");
        double excess = 0;
        for (int i = first; i < sorted.length; i++) {
            excess += Require.finite(sorted[i], "maximum") - threshold;
        }
        int beyond = sorted.length - first;
        return new ExponentialTail(
                threshold, StrictMath.max(LEAST_EXCESS, excess / beyond), (double) beyond / sorted.length);
    }

    /**
     * The level reached once in {@code spans} spans on average.
     *
     * @param spans positive
     */
    public double level(double spans) {
        return threshold + meanExcess * StrictMath.log(spans * share);
    }

    /** How many spans pass on average until {@code value} is reached; infinite when it overflows. */
    public double returnPeriod(double value) {
        return StrictMath.exp((value - threshold) / meanExcess) / share;
    }
}
