/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * How much more the events of a window depend on each other than those of the reference.
 *
 * <p>Retries or longer conversations that begin after the reference are invisible to a null calibrated on it, so the
 * window's own short-term variation is compared with the reference's.
 *
 * <pre>
 * d_i = ‖m_{i+1} − m_i‖² / (1/k_i + 1/k_{i+1})     of neighbouring sub-blocks with means m and counts k
 * ρ   = max(1, mean of the window's d without the largest / mean of d over the reference)
 * κ   = max(1, mean of T_leave / (c1·φ))           T_leave: windows of the reference against the rest of it
 * </pre>
 *
 * <p>ρ takes the window's last {@value #SUB_BLOCKS} sub-blocks of b_w = max(1, W/{@value #SUB_BLOCKS}) entries. The largest
 * difference is left out because a change inside the window makes one of them large and must not excuse itself. E d = tr Ω
 * for sub-blocks without dependence between them, so ρ estimates a ratio of variances and is not a test; it is noisy, and
 * the bound at 1 makes it err towards fewer alarms.
 *
 * <ul>
 *   <li>Entries or sub-blocks without events are skipped; their neighbours become neighbours.
 *   <li>Fewer than two differences, or a reference without variation (baseline 0): ρ = 1.
 *   <li>No leave-out statistics, or c1 = 0: κ = 1.
 *   <li>NaN, infinite values, negative counts are refused.
 *   <li>Cost: O(W·D) for ρ, O(P·D) for the baseline and for the leave-out statistics.
 * </ul>
 *
 * <p>References: J. von Neumann (1941), Distribution of the ratio of the mean square successive difference to the
 * variance, Ann. Math. Statist. 12, doi:10.1214/aoms/1177731677, for variances from successive differences.
 */
public final class Burstiness {
    /** Sub-blocks of a window that are compared with their neighbours. */
    public static final int SUB_BLOCKS = 5;

    private Burstiness() {}

    /**
     * Entries per sub-block, b_w = max(1, W/{@value #SUB_BLOCKS}).
     *
     * @param windowEntries W, at least 1
     */
    public static int subBlockEntries(int windowEntries) {
        return StrictMath.max(1, Require.atLeast(windowEntries, 1, "windowEntries") / SUB_BLOCKS);
    }

    /**
     * Mean of d over all neighbouring blocks of the reference.
     *
     * @param sums P×D sums of φ per entry, in order of time
     * @param counts P, events per entry
     * @param subBlockEntries entries per block, as {@link #subBlockEntries} says for the window in question
     * @return the baseline of ρ; 0 when there are fewer than two blocks with events
     */
    public static double baseline(double[][] sums, double[] counts, int subBlockEntries) {
        Require.sumsAndCounts(sums, counts);
        Require.atLeast(subBlockEntries, 1, "subBlockEntries");
        int blocks = sums.length / subBlockEntries;
        double[] differences = differences(sums, counts, 0, blocks, subBlockEntries);
        return differences.length == 0 ? 0 : Vectors.total(differences) / differences.length;
    }

    /**
     * The inflation ρ of a window given by its entries.
     *
     * @param sums W×D sums of φ per entry of the window, in order of time
     * @param counts W, events per entry
     * @param baseline what {@link #baseline} gave for the same length of sub-blocks
     */
    public static double rho(double[][] sums, double[] counts, double baseline) {
        Require.sumsAndCounts(sums, counts);
        if (sums.length == 0) {
            return 1;
        }
        int length = subBlockEntries(sums.length);
        int blocks = StrictMath.min(SUB_BLOCKS, sums.length);
        return ratio(differences(sums, counts, sums.length - blocks * length, blocks, length), baseline);
    }

    /**
     * The inflation ρ of a window given by the sums of its last sub-blocks, oldest first.
     *
     * @param sums one row per sub-block
     * @param counts events per sub-block
     * @param baseline what {@link #baseline} gave for the same length of sub-blocks
     */
    public static double rhoOfSubBlocks(double[][] sums, double[] counts, double baseline) {
        Require.sumsAndCounts(sums, counts);
        return ratio(differences(sums, counts, 0, sums.length, 1), baseline);
    }

    /**
     * Statistics T = s‖Δ‖² of every run of W entries of the reference against the rest of it.
     *
     * @param sums P×D sums of φ per entry, in order of time
     * @param counts P, events per entry
     * @param windowEntries W, at least 1
     * @return P − W + 1 values, fewer where a run or its rest has no events; empty when W ≥ P
     */
    public static double[] leaveWindowOut(double[][] sums, double[] counts, int windowEntries) {
        Require.sumsAndCounts(sums, counts);
        Require.atLeast(windowEntries, 1, "windowEntries");
        if (windowEntries >= sums.length) {
            return new double[0];
        }
        double[] inside = new double[sums[0].length];
        double[] outside = new double[inside.length];
        double events = 0;
        for (double[] row : sums) {
            Vectors.add(outside, row);
        }
        double total = Vectors.total(counts);
        double[] statistics = new double[sums.length - windowEntries + 1];
        int size = 0;
        for (int i = 0; i < sums.length; i++) {
            Vectors.add(inside, sums[i]);
            Vectors.subtract(outside, sums[i]);
            events += counts[i];
            int dropped = i - windowEntries;
            if (dropped >= 0) {
                Vectors.subtract(inside, sums[dropped]);
                Vectors.add(outside, sums[dropped]);
                events -= counts[dropped];
            }
            double rest = total - events;
            if (dropped >= -1 && events > 0 && rest > 0) {
                statistics[size++] = events * rest / total * Vectors.squaredMeanDistance(inside, events, outside, rest);
            }
        }
        return Arrays.copyOf(statistics, size);
    }

    /**
     * The inflation κ for windows of one length.
     *
     * @param leaveWindowOut what {@link #leaveWindowOut} gave for that length
     * @param reference the null of the same reference
     */
    public static double kappa(double[] leaveWindowOut, BlockNull reference) {
        if (leaveWindowOut.length == 0 || reference.degenerate()) {
            return 1;
        }
        double mean = Require.finite(Vectors.total(leaveWindowOut) / leaveWindowOut.length, "mean statistic");
        return StrictMath.max(1, mean / (reference.c1() * reference.phi()));
    }

    private static double ratio(double[] differences, double baseline) {
        Require.atLeast(baseline, 0, "baseline");
        if (differences.length < 2 || baseline == 0) {
            return 1;
        }
        double largest = 0;
        for (double difference : differences) {
            largest = StrictMath.max(largest, difference);
        }
        double rest = (Vectors.total(differences) - largest) / (differences.length - 1);
        return StrictMath.max(1, rest / baseline);
    }

    /** d of the neighbours among {@code blocks} runs of {@code length} entries from {@code start}. */
    private static double[] differences(double[][] sums, double[] counts, int start, int blocks, int length) {
        double[] result = new double[StrictMath.max(0, blocks - 1)];
        double[] previous = null;
        double previousCount = 0;
        int size = 0;
        for (int j = 0; j < blocks; j++) {
            double[] sum = new double[sums[0].length];
            double count = 0;
            for (int i = start + j * length; i < start + (j + 1) * length; i++) {
                Vectors.add(sum, sums[i]);
                count += counts[i];
            }
            if (count > 0) {
                if (previous != null) {
                    result[size++] = Vectors.squaredMeanDistance(sum, count, previous, previousCount)
                            / (1 / count + 1 / previousCount);
                }
                previous = sum;
                previousCount = count;
            }
        }
        return Arrays.copyOf(result, size);
    }
}
