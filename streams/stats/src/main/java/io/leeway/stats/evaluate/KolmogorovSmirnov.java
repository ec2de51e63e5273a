/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.Arrays;

/**
 * The two-sample test of Kolmogorov and Smirnov, two-sided.
 *
 * <p>D = max over x of |F(x) − G(x)| of the empirical distributions; null hypothesis: both samples come from one
 * continuous distribution. The p-value is exact: the share of lattice paths from (0, 0) to (m, n) that come to a point
 * (i, j) with |i/m − j/n| ≥ D. Every term of the recursion is positive, so small p-values keep their digits.
 *
 * <ul>
 *   <li>Ties are evaluated after all equal values, which makes the p-value conservative.
 *   <li>NaN is refused; infinite values are values; an empty sample is refused. Equal constants have D = 0 and p = 1.
 *   <li>Cost: m + n for D after sorting, m·n for a p-value.
 * </ul>
 *
 * <p>Reference: J. L. Hodges (1958), The significance probability of the Smirnov two-sample test, Ark. Mat. 3,
 * doi:10.1007/BF02589501.
 */
final class KolmogorovSmirnov {

    private KolmogorovSmirnov() {}

    /** A sorted copy, checked for NaN. */
    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            if (Double.isNaN(sorted[i])) {
                throw new IllegalArgumentException("value " + i + " is NaN, which has no rank");
            }
            // Unlike the order of doubles, a distribution function does not tell the zeros apart.
            sorted[i] += 0.0;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** m·n·D of two sorted samples, an integer. */
    static long distance(double[] x, double[] y) {
        if (x.length == 0 || y.length == 0) {
            throw new IllegalArgumentException(
                    "both samples must have values, they have " + x.length + " and " + y.length);
        }
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double value = Math.min(x[i], y[j]);
            while (i < x.length && x[i] == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((long) i * y.length - (long) j * x.length));
        }
        return largest;
    }

    /**
     * The probability of a distance at least as large under the null hypothesis.
     *
     * @param distance m·n·D
     * @param m size of one sample, at least 1
     * @param n size of the other, at least 1
     */
    static double pValue(long distance, int m, int n) {
        if (distance <= 0) {
            return 1;
        }
        // touched[j]: of the paths to (i, j), the share that came to a point at least so far from the diagonal
        double[] touched = new double[n + 1];
        for (int i = 0; i <= m; i++) {
            for (int j = 0; j <= n; j++) {
                if (Math.abs((long) i * n - (long) j * m) >= distance) {
                    touched[j] = 1;
                } else if (i + j > 0) {
                    double fromLeft = i == 0 ? 0 : touched[j] * i;
                    double fromBelow = j == 0 ? 0 : touched[j - 1] * j;
                    touched[j] = (fromLeft + fromBelow) / (i + j);
                }
            }
        }
        return touched[n];
    }

    /**
     * The smallest distance whose p-value is below a level, or one that no samples reach; by bisection, because p falls
     * as the distance grows.
     *
     * @param level a probability
     * @param m size of one sample, at least 1
     * @param n size of the other, at least 1
     */
    static long critical(double level, int m, int n) {
        long passes = (long) m * n + 1;
        long fails = 0;
        while (passes - fails > 1) {
            long middle = fails + (passes - fails) / 2;
            if (pValue(middle, m, n) < level) {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        return passes;
    }
}
