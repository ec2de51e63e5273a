/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static java.lang.StrictMath.abs;
import static java.lang.StrictMath.max;
import static java.lang.StrictMath.min;
import static java.lang.StrictMath.sqrt;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Distances of two distributions over the same cells: categories, or the cells of a histogram.
 *
 * <p>With counts r_i of N reference values and w_i of M window values in B cells, p_i = r_i/N, q_i = w_i/M,
 * m_i = (p_i + q_i)/2, v = D(1/N + 1/M) for the design effect D, and p'_i = (r_i + ½)/(N + B/2), q'_i likewise:
 *
 * <pre>
 * psi                    Σ (q'_i − p'_i) ln(q'_i/p'_i)
 * psiCorrected           max(0, psi − (B−1)v)
 * jensenShannon          √( ½ Σ p_i log₂(p_i/m_i) + ½ Σ q_i log₂(q_i/m_i) )
 * jensenShannonCorrected √( max(0, jensenShannon² − (B−1)v/(8 ln 2)) )
 * hellinger              √( ½ Σ (√p_i − √q_i)² )
 * totalVariation         ½ Σ |p_i − q_i|
 * totalVariationCorrected max(0, totalVariation − Σ √( v·c_i(1 − c_i)/(2π) )),  c_i = (r_i + w_i)/(N + M)
 * chebyshev              max |p_i − q_i|
 * chiSquare              Σ (r_i √(M/N) − w_i √(N/M))² / (r_i + w_i)
 * </pre>
 *
 * <ul>
 *   <li>Half a count is added to every cell for the PSI only, because an empty cell makes it infinite. The usual remedy,
 *       a tiny share such as 1e-4 in place of zero, makes the value depend on the size of that share: with 50 values in 10
 *       cells and no change at all it doubles the frequency of a PSI above 0.25. The logarithm is natural.
 *   <li>The Jensen-Shannon distance is the square root of the divergence, to base 2 and so at most 1. Tools that use the
 *       natural logarithm report it times √ln 2 ≈ 0.8326, and the divergence times ln 2.
 *   <li>The corrections are the expectations without change, to first order in 1/N and 1/M: of a χ² variable with B − 1
 *       degrees for PSI and divergence, of absolute normal deviations for the total variation. They hold once cells
 *       expect some 5 values; with fewer they subtract too much. That of the total variation is an offset also where
 *       there is a change, and then understates it by up to what was subtracted.
 *   <li>chiSquare is Pearson's statistic of the 2×B table. It grows with the counts; divide it by D before comparing it
 *       with χ² of B − 1 degrees (first-order Rao-Scott).
 *   <li>Cells empty on both sides are left out, also from B, so padding changes nothing.
 *   <li>No values on one side, or all values in one common cell: everything is 0.
 *   <li>Counts must be finite and not negative, fractions are allowed, and at most 2⁵³ together; NaN is refused. D must be positive and finite.
 *   <li>Cost: O(B).
 * </ul>
 *
 * <p>References: B. Yurdakul (2018), Statistical properties of population stability index, dissertation 3208, Western
 * Michigan University, for the expectation of the PSI; J. Lin (1991), Divergence measures based on the Shannon entropy,
 * IEEE Trans. Inf. Theory 37, doi:10.1109/18.61115; D. M. Endres, J. E. Schindelin (2003), A new metric for probability
 * distributions, IEEE Trans. Inf. Theory 49, doi:10.1109/TIT.2003.813506; J. N. K. Rao, A. J. Scott (1981), J. Amer.
 * Statist. Assoc. 76, doi:10.1080/01621459.1981.10477633.
 *
 * @param psi population stability index
 * @param psiCorrected the same beyond chance
 * @param jensenShannon Jensen-Shannon distance, base 2, in [0, 1]
 * @param jensenShannonCorrected the same beyond chance
 * @param hellinger Hellinger distance, in [0, 1]
 * @param totalVariation share of values that would have to move to another cell, in [0, 1]
 * @param totalVariationCorrected the same beyond chance
 * @param chebyshev largest difference of shares (L∞), in [0, 1]
 * @param chiSquare Pearson's statistic, not divided by the design effect
 */
public record CellDistances(
        double psi,
        double psiCorrected,
        double jensenShannon,
        double jensenShannonCorrected,
        double hellinger,
        double totalVariation,
        double totalVariationCorrected,
        double chebyshev,
        double chiSquare) {

    private static final CellDistances NONE = new CellDistances(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final double LN_2 = StrictMath.log(2);

    /**
     * The distances between two sets of counts.
     *
     * @param reference r_i
     * @param window w_i, of the same cells in the same order
     * @param deff design effect D: the factor by which dependence between events shrinks their number
     */
    public static CellDistances of(double[] reference, double[] window, double deff) {
        Require.sameLength(window.length, reference.length, "number of window cells");
        Require.positive(deff, "deff");
        double n = 0;
        double m = 0;
        int cells = 0;
        for (int i = 0; i < reference.length; i++) {
            n += Require.count(reference[i], "reference count of cell " + i);
            m += Require.count(window[i], "window count of cell " + i);
            cells += reference[i] + window[i] > 0 ? 1 : 0;
        }
        Require.total(n, "reference");
        Require.total(m, "window");
        if (n == 0 || m == 0 || cells < 2) {
            return NONE;
        }
        double psi = 0;
        double divergence = 0;
        double hellinger = 0;
        double absolute = 0;
        double chance = 0;
        double largest = 0;
        double chiSquare = 0;
        for (int i = 0; i < reference.length; i++) {
            double pooled = reference[i] + window[i];
            if (pooled == 0) {
                continue;
            }
            double p = reference[i] / n;
            double q = window[i] / m;
            double difference = q - p;
            psi += stability((reference[i] + 0.5) / (n + 0.5 * cells), (window[i] + 0.5) / (m + 0.5 * cells));
            divergence += entropyTerm(p, (p + q) / 2) + entropyTerm(q, (p + q) / 2);
            hellinger += square(sqrt(p) - sqrt(q));
            absolute += abs(difference);
            chance += sqrt(pooled / (n + m) * (1 - min(1, pooled / (n + m))));
            largest = max(largest, abs(difference));
            chiSquare += square(difference) / pooled;
        }
        double variance = min(Double.MAX_VALUE, deff * (1 / n + 1 / m));
        double squared = max(0, min(1, divergence / (2 * LN_2)));
        double totalVariation = min(1, absolute / 2);
        return new CellDistances(
                psi,
                max(0, psi - (cells - 1) * variance),
                sqrt(squared),
                sqrt(max(0, squared - (cells - 1) * variance / (8 * LN_2))),
                min(1, sqrt(hellinger / 2)),
                totalVariation,
                max(0, totalVariation - chance * sqrt(variance / (2 * StrictMath.PI))),
                largest,
                n * m * chiSquare);
    }

    /** The values by name, sorted. */
    SortedMap<String, Double> byName() {
        SortedMap<String, Double> values = new TreeMap<>();
        values.put("psi", psi);
        values.put("psiCorrected", psiCorrected);
        values.put("jensenShannon", jensenShannon);
        values.put("jensenShannonCorrected", jensenShannonCorrected);
        values.put("hellinger", hellinger);
        values.put("totalVariation", totalVariation);
        values.put("totalVariationCorrected", totalVariationCorrected);
        values.put("chebyshev", chebyshev);
        values.put("chiSquare", chiSquare);
        return values;
    }

    private static double stability(double p, double q) {
        return (q - p) * StrictMath.log(q / p);
    }

    private static double entropyTerm(double p, double middle) {
        return p == 0 ? 0 : p * StrictMath.log(p / middle);
    }

    private static double square(double x) {
        return x * x;
    }
}
