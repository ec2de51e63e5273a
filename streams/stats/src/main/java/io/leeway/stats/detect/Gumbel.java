/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * The Gumbel distribution of the largest value a detector shows in a span of time when nothing has changed, and with it
 * how rarely a value is reached.
 *
 * <p>Statistics whose tail falls off exponentially, as that of a weighted sum of χ² variables and of −ln p does, have
 * maxima over long spans that follow P(max ≤ x) = exp(−e^{−(x−a)/β}). Values beyond x then come in clusters at a rate of
 * e^{−(x−a)/β} per span; how strongly neighbouring evaluations depend on each other is inside the maxima and needs no
 * further care.
 *
 * <pre>
 * b0 = mean x,   b1 = (1/K) Σ (i−1)/(K−1) x_(i)        x_(1) ≤ … ≤ x_(K)
 * β  = (2 b1 − b0)/ln 2,   a = b0 − γβ                 γ = 0.5772…, Euler's constant
 * </pre>
 *
 * <p>Edge cases: equal maxima give β = 0 and must be given another scale before {@link #level} means anything; NaN and
 * infinite maxima, and fewer than two, are refused. Ties need no care. The order of the maxima does not matter.
 *
 * <p>Cost: O(K log K).
 *
 * <p>References: J. R. M. Hosking (1990), L-moments, J. R. Statist. Soc. B 52, doi:10.1111/j.2517-6161.1990.tb01775.x;
 * M. R. Leadbetter, G. Lindgren, H. Rootzén (1983), Extremes and Related Properties of Random Sequences and Processes,
 * doi:10.1007/978-1-4612-5449-2.
 *
 * @param location a, on the scale of the maxima
 * @param scale β ≥ 0, on the same scale
 * @param maxima K, how many maxima it was fitted to
 */
public record Gumbel(double location, double scale, int maxima) {

    private static final double EULER = 0.5772156649015329;

    /** Checks the ranges. */
    public Gumbel {
        Require.finite(location, "location");
        Require.atLeast(scale, 0, "scale");
    }

    /**
     * Fits the distribution by probability-weighted moments.
     *
     * @param maxima the largest values of disjoint spans of equal length, at least two
     */
    public static Gumbel fit(double[] maxima) {
        Require.atLeast(maxima.length, 2, "number of maxima");
        double[] sorted = maxima.clone();
        Arrays.sort(sorted);
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < sorted.length; i++) {
            mean += Require.finite(sorted[i], "maximum");
            weighted += sorted[i] * i / (sorted.length - 1);
        }
        mean /= sorted.length;
        weighted /= sorted.length;
        // A difference of two nearly equal means may come out below zero by rounding.
        double scale = StrictMath.max(0, (2 * weighted - mean) / StrictMath.log(2));
        return new Gumbel(mean - EULER * scale, scale, sorted.length);
    }

    /**
     * The distribution with its scale drawn towards one that is known beforehand, on the logarithmic scale and with weight
     * {@code strength} against the number of maxima; the mean of the maxima is kept.
     *
     * @param prior the scale expected before any maximum was seen, positive
     * @param strength how many maxima the prior is worth
     * @param least the smallest scale that is believed, positive: maxima of a discrete statistic may all be equal
     */
    public Gumbel withScaleTowards(double prior, double strength, double least) {
        double weight = maxima / (maxima + strength);
        double drawn = StrictMath.exp(
                weight * StrictMath.log(StrictMath.max(least, scale)) + (1 - weight) * StrictMath.log(prior));
        return withScale(drawn);
    }

    /** The distribution with another scale; the mean of the maxima is kept. */
    public Gumbel withScale(double other) {
        return new Gumbel(location + EULER * (scale - other), other, maxima);
    }

    /**
     * The level reached once in {@code spans} spans on average.
     *
     * @param spans positive
     */
    public double level(double spans) {
        return location + scale * StrictMath.log(spans);
    }

    /** How many spans pass on average until {@code value} is reached; infinite when it overflows. */
    public double returnPeriod(double value) {
        return StrictMath.exp((value - location) / scale);
    }
}
