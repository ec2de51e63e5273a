/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import java.util.Arrays;

/**
 * The Shiryaev-Roberts e-detector over a mixture of bets.
 *
 * <pre>
 * M_j ← (M_j + 1)·e_j,   M = Σ_j M_j / J          alarm at M ≥ A
 * </pre>
 *
 * <p><b>Null hypothesis</b>: E[e_j | past] ≤ 1 for every bet. Then M − (number of steps) is a supermartingale, so the
 * expected number of steps until M ≥ A is at least A, whatever the dependence between the bets of one step. Detectors
 * that alarm at A/w_k with Σ w_k = 1 have together at most one false alarm in A steps on average.
 *
 * <ul>
 *   <li>A bet that was not made (NaN) leaves its M_j as it is; so does a step in which nothing was bet.
 *   <li>The step at which M_j last began from less than 1 is when what it shows is suspected to have begun.
 *   <li>M_j is held below {@value #LARGEST}, far above any budget.
 *   <li>Cost: one exponential per bet. Immutable.
 * </ul>
 *
 * <p>References: J. Shin, A. Ramdas, A. Rinaldo (2023), E-detectors: a nonparametric framework for sequential change
 * detection, doi:10.48550/arXiv.2203.03532; A. N. Shiryaev (1963), On optimum methods in quickest detection problems,
 * doi:10.1137/1108002.
 */
public final class ShiryaevRoberts {

    private static final double LARGEST = 1e15;

    private final double[] evidence;
    private final long[] since;

    private ShiryaevRoberts(double[] evidence, long[] since) {
        this.evidence = evidence;
        this.since = since;
    }

    /**
     * Nothing bet so far.
     *
     * @param bets J, at least 1
     */
    public static ShiryaevRoberts start(int bets) {
        return new ShiryaevRoberts(new double[bets], new long[bets]);
    }

    /**
     * As it was.
     *
     * @param evidence M_j, not negative
     * @param since the time at which each last began
     */
    public static ShiryaevRoberts of(double[] evidence, long[] since) {
        if (evidence.length == 0 || evidence.length != since.length) {
            throw new IllegalArgumentException(
                    evidence.length + " bets and " + since.length + " beginnings; both must be as many, and not 0");
        }
        for (double value : evidence) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("evidence is " + value + " but must not be negative");
            }
        }
        return new ShiryaevRoberts(evidence.clone(), since.clone());
    }

    /**
     * After a step.
     *
     * @param logE ln e_j of each bet, NaN where none was made
     * @param time when the step began
     */
    public ShiryaevRoberts after(double[] logE, long time) {
        double[] next = evidence.clone();
        long[] begun = since.clone();
        for (int j = 0; j < next.length; j++) {
            if (!Double.isNaN(logE[j])) {
                if (next[j] < 1) {
                    begun[j] = time;
                }
                next[j] = StrictMath.min(LARGEST, (next[j] + 1) * StrictMath.exp(logE[j]));
            }
        }
        return new ShiryaevRoberts(next, begun);
    }

    /** M. */
    public double statistic() {
        double sum = 0;
        for (double value : evidence) {
            sum += value;
        }
        return sum / evidence.length;
    }

    /** When what the largest M_j shows is suspected to have begun; 0 before the first step. */
    public long since() {
        int largest = 0;
        for (int j = 1; j < evidence.length; j++) {
            if (evidence[j] > evidence[largest]) {
                largest = j;
            }
        }
        return since[largest];
    }

    /** M_j; a copy. */
    public double[] evidence() {
        return evidence.clone();
    }

    /** When each M_j last began; a copy. */
    public long[] beginnings() {
        return since.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShiryaevRoberts same
                && Arrays.equals(evidence, same.evidence)
                && Arrays.equals(since, same.since);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(evidence) + Arrays.hashCode(since);
    }
}
