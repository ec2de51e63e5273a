/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * The upper tail of what a detector shows per span of time when nothing has changed, as an exponential beyond a threshold:
 * clusters of maxima beyond x come at a rate of share · exp(−(x − u)/m) per span, with u the {@value #QUANTILE} quantile of
 * the maxima, m the mean excess over it, and share the number of clusters beyond u per span.
 *
 * <p>Beside {@link Gumbel}, whose scale comes from all maxima: where traffic has a rhythm, quiet and busy hours spread the
 * maxima without making the far tail heavy, and only the upper part tells. Busy hours come together, and an alarm that is
 * open cannot open again, so what counts is clusters: the maxima beyond u times the extremal index, with T_i the number of
 * spans from one of N maxima beyond u to the next,
 *
 * <pre>
 * θ = min(1, 2(ΣT)²/((N−1)ΣT²))              if no T exceeds 2
 * θ = min(1, 2(Σ(T−1))²/((N−1)Σ(T−1)(T−2)))   otherwise
 * </pre>
 *
 * <p>Edge cases: equal maxima give the smallest mean excess that is believed, {@value #LEAST_EXCESS}, and one cluster; maxima
 * beyond u without any gap between them cannot be told into clusters and count one by one; NaN
 * and infinite maxima are refused, and so are fewer than {@value #LEAST_MAXIMA}. Ties need no care; the order matters to
 * the clusters alone. Cost: O(K log K).
 *
 * <p>References: J. Pickands (1975), Statistical inference using extreme order statistics, Ann. Statist. 3,
 * doi:10.1214/aos/1176343003; C. A. T. Ferro, J. Segers (2003), Inference for clusters of extreme values, J. Roy. Statist. Soc.
 * B 65, doi:10.1111/1467-9868.00401.
 *
 * @param threshold u
 * @param meanExcess m, positive
 * @param share clusters of maxima beyond u per span, positive
 */
public record ExponentialTail(double threshold, double meanExcess, double share) {

    /** Fewer maxima leave too few beyond the threshold. */
    public static final int LEAST_MAXIMA = 66;

    private static final double QUANTILE = 0.85;
    private static final double LEAST_EXCESS = 0.2;

    /**
     * Fits the tail.
     *
     * @param maxima the largest values of consecutive spans of equal length, at least {@value #LEAST_MAXIMA}
     */
    public static ExponentialTail fit(double[] maxima) {
        Require.atLeast(maxima.length, LEAST_MAXIMA, "number of maxima");
        double[] sorted = maxima.clone();
        Arrays.sort(sorted);
        int first = (int) StrictMath.ceil(QUANTILE * sorted.length);
        double threshold = Require.finite(sorted[first - 1], "maximum");
        double excess = 0;
        for (int i = first; i < sorted.length; i++) {
            excess += Require.finite(sorted[i], "maximum") - threshold;
        }
        int beyond = sorted.length - first;
        return new ExponentialTail(
                threshold, StrictMath.max(LEAST_EXCESS, excess / beyond), clusters(maxima, threshold) / maxima.length);
    }

    /** How many clusters the maxima beyond the threshold come in, at least one. */
    private static double clusters(double[] maxima, double threshold) {
        int beyond = 0;
        int last = -1;
        int longest = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < maxima.length; i++) {
            if (maxima[i] > threshold) {
                int gap = beyond == 0 ? 0 : i - last;
                longest = StrictMath.max(longest, gap);
                sum += gap;
                squares += (double) gap * gap;
                beyond++;
                last = i;
            }
        }
        if (beyond < 2) {
            return 1;
        }
        int gaps = beyond - 1;
        double index = longest <= 2
                ? 2 * sum * sum / (gaps * squares)
                : 2 * (sum - gaps) * (sum - gaps) / (gaps * (squares - 3 * sum + 2 * gaps));
        return StrictMath.max(1, StrictMath.min(1, index) * beyond);
    }

    /**
     * The level that a cluster reaches once in {@code spans} spans on average.
     *
     * @param spans positive
     */
    public double level(double spans) {
        return threshold + meanExcess * StrictMath.log(spans * share);
    }

    /** How many spans pass on average until a cluster reaches {@code value}; infinite when it overflows. */
    public double returnPeriod(double value) {
        return StrictMath.exp((value - threshold) / meanExcess) / share;
    }
}
