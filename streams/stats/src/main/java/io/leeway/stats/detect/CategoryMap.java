/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Maps a category to a scaled one-hot vector, so that the squared distance of means is Pearson's χ² distance.
 *
 * <pre>
 * φ_k(x) = 1{x in cell k}/√π_k,   π_k = (count_k + ½)/(events + ½·cells)        ‖Δ‖² = Σ_k (q_k − p_k)²/π_k
 * </pre>
 *
 * <p>Cells: one per category that occurs at least {@value #MIN_COUNT} times in the reference and makes up at least
 * {@value #LEAST_SHARE} of it, in the order of their names, and a last one that pools the rarer ones and events whose category was not counted, if these come to
 * {@value #MIN_COUNT} together. Calibrated on blocks, this is the second-order Rao-Scott correction of the χ² test.
 *
 * <ul>
 *   <li>Categories that are not in the reference have no cell: an indicator that was always 0 has no variance to compare
 *       with. {@link #unseen} counts them for {@link ShareTest}.
 *   <li>Events of the window whose category was not counted (total above the sum of counts, as a bounded counter leaves
 *       them) go to the pooled cell, if there is one.
 *   <li>Constant feature, empty reference, or anything else with fewer than two cells: dimension 0, no test possible.
 *   <li>Missing values are not a category: neither in the counts nor in the total.
 *   <li>Negative counts, and totals below the sum of counts, are refused.
 *   <li>Cost: O(categories log categories) to build, O(categories in the window) to map.
 * </ul>
 *
 * <p>References: K. Pearson (1900), Philos. Mag. 50, doi:10.1080/14786440009463897; J. N. K. Rao, A. J. Scott (1981), The
 * analysis of categorical data from complex sample surveys, J. Amer. Statist. Assoc. 76,
 * doi:10.1080/01621459.1981.10477633.
 */
public final class CategoryMap {
    private static final int MIN_COUNT = 5;
    // A cell that a window is expected to fill less than once or so is far from normal, and thousands of them add up.
    private static final double LEAST_SHARE = 0.01;
    private static final double SMOOTHING = 0.5;
    private static final int NO_CELL = -1;

    private final TreeMap<String, Integer> cellOfCategory;
    private final Set<String> known;
    private final List<String> categories;
    private final int pooled;
    private final double[] scales;

    private CategoryMap(List<String> categories, Set<String> known, double[] cellCounts, boolean pools) {
        this.categories = categories;
        this.known = known;
        this.cellOfCategory = new TreeMap<>();
        for (int k = 0; k < categories.size(); k++) {
            cellOfCategory.put(categories.get(k), k);
        }
        this.pooled = pools ? categories.size() : NO_CELL;
        double events = Vectors.total(cellCounts);
        this.scales = new double[cellCounts.length];
        for (int k = 0; k < cellCounts.length; k++) {
            double share = (cellCounts[k] + SMOOTHING) / (events + SMOOTHING * cellCounts.length);
            scales[k] = 1 / StrictMath.sqrt(share);
        }
    }

    /**
     * The map for a reference.
     *
     * @param referenceCounts events per category
     * @param total events with a category, at least the sum of the counts
     */
    public static CategoryMap of(Map<String, Long> referenceCounts, long total) {
        long rest = total - checkedSum(referenceCounts, total);
        List<String> frequent = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        double least = StrictMath.max(MIN_COUNT, LEAST_SHARE * total);
        for (Map.Entry<String, Long> entry : new TreeMap<>(referenceCounts).entrySet()) {
            long count = entry.getValue();
            if (count >= least) {
                frequent.add(entry.getKey());
            } else {
                rest += count;
            }
            if (count > 0) {
                known.add(entry.getKey());
            }
        }
        boolean pools = rest >= MIN_COUNT;
        int cells = frequent.size() + (pools ? 1 : 0);
        if (cells < 2) {
            return new CategoryMap(List.of(), known, new double[0], false);
        }
        double[] counts = new double[cells];
        for (int k = 0; k < frequent.size(); k++) {
            counts[k] = referenceCounts.get(frequent.get(k));
        }
        if (pools) {
            counts[cells - 1] = rest;
        }
        return new CategoryMap(List.copyOf(frequent), known, counts, pools);
    }

    /** Number of cells. */
    public int dimension() {
        return scales.length;
    }

    /** The categories with a cell of their own, in the order of the cells. */
    public List<String> categories() {
        return categories;
    }

    /** Whether the last cell pools rare and uncounted categories. */
    public boolean pools() {
        return pooled != NO_CELL;
    }

    /**
     * The sum of φ over a set of events.
     *
     * @param counts events per category
     * @param total events with a category, at least the sum of the counts
     */
    public double[] sums(Map<String, Long> counts, long total) {
        long uncounted = total - checkedSum(counts, total);
        double[] sums = new double[scales.length];
        if (pools()) {
            sums[pooled] += uncounted;
        }
        counts.forEach((category, count) -> {
            int rareCell = known.contains(category) ? pooled : NO_CELL;
            int cell = cellOfCategory.getOrDefault(category, rareCell);
            if (cell != NO_CELL) {
                // Whole numbers, so the order of the map's entries does not matter.
                sums[cell] += count;
            }
        });
        for (int k = 0; k < sums.length; k++) {
            sums[k] *= scales[k];
        }
        return sums;
    }

    /**
     * Events whose category does not occur in the reference.
     *
     * @param counts events per category
     */
    public long unseen(Map<String, Long> counts) {
        long unseen = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (!known.contains(entry.getKey())) {
                unseen += entry.getValue();
            }
        }
        return unseen;
    }

    /**
     * Turns a difference of means back into differences of shares, one per cell.
     *
     * @param difference Δ
     */
    public double[] shareDifferences(double[] difference) {
        return ScaledCells.shareDifferences(difference, scales);
    }

    /**
     * Trace of the covariance of φ for single events with the given mean: Σ μ_k(scale_k − μ_k).
     *
     * @param mean the mean of φ
     */
    public double independentTrace(double[] mean) {
        return ScaledCells.independentTrace(mean, scales);
    }

    private static long checkedSum(Map<String, Long> counts, long total) {
        long sum = 0;
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(
                        "count of " + entry.getKey() + " is " + entry.getValue() + " but must be at least 0");
            }
            sum += entry.getValue();
        }
        if (sum > total) {
            throw new IllegalArgumentException("total is " + total + " but must be at least the sum, " + sum);
        }
        return sum;
    }
}
