/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

/**
 * A 95 % confidence interval from the inverted score test.
 *
 * <p>References: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, doi:10.1080/01621459.1927.10502953; L. Barker (2002), Am.
 * Stat. 56, doi:10.1198/000313002317572736 (the same for a Poisson mean).
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {

    /** The 97.5 % quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * For a share: the shares s with |k − n·s| ≤ z·√(n·s·(1 − s)).
     *
     * @param successes k, from 0 to n
     * @param trials n; with 0 nothing is known and the interval is [0, 1]
     */
    public static Interval ofShare(long successes, long trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException("successes must be from 0 to " + trials + ": " + successes);
        }
        if (trials == 0) {
            return new Interval(0, 1);
        }
        double share = (double) successes / trials;
        double spread = Z * StrictMath.sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials));
        double centre = share + Z * Z / (2.0 * trials);
        double scale = 1 + Z * Z / trials;
        // Where the share is 0 or 1 an end is that very number, which rounding would miss.
        return new Interval(
                successes == 0 ? 0 : (centre - spread) / scale, successes == trials ? 1 : (centre + spread) / scale);
    }

    /**
     * For the mean of a count: the means m with |k − m| ≤ z·√m.
     *
     * @param count k, at least 0
     */
    public static Interval ofCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count must not be negative: " + count);
        }
        double centre = count + Z * Z / 2;
        double spread = Z * StrictMath.sqrt(count + Z * Z / 4);
        return new Interval(Math.max(0, centre - spread), centre + spread);
    }
}
