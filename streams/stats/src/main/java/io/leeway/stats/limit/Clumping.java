/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.window.LimitSpec.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * By how much conversations, retries and short outages make events worth fewer independent ones, remembered from the last
 * day or so.
 *
 * <pre>
 * d_b  = (m₂ − m₁)² / (1/n₁ + 1/n₂)      of two neighbouring blocks of b panes with level m and n values
 * raw  = max over b ≤ 2W of  mean of d_b / variance of single values,   in [1, {@value #LARGEST}]
 * deff = 1 + (raw − 1)·h/(h + {@value #PRIOR_HITS})
 * </pre>
 *
 * <p>for a window of W panes and b = 1, 2, 4, … 32: a conversation that lasts ten minutes matters to a window of an hour
 * more than to one of five minutes. Up to twice the window, because neighbouring blocks that hang together differ less than they
 * vary. E d_b is the variance of single values when events are independent. All means are
 * exponential with a time constant of {@value #HOURS} hours, so that a window with few bad events borrows from what bad
 * events were like before; the panes of a breach are not learnt ({@link LimitSeries#learn}), so that the change that breaks
 * a limit does not excuse itself.
 *
 * <p>h says how much is known: values for means, and n p(1 − p), about the number of bad events, for shares. Two errors that
 * happen to be neighbours are no evidence of clumping.
 *
 * <ul>
 *   <li>Lengths seen fewer than {@value #LEAST_DIFFERENCES} times do not count: a stream's first ten minutes have deff 1.
 *   <li>Values that do not vary, or whose variance overflows: 1.
 *   <li>Blocks without values are skipped.
 *   <li>Cost: O(1) but for the blocks, which {@link LimitSeries} adds up.
 * </ul>
 *
 * <p>Immutable. References: J. von Neumann (1941), Distribution of the ratio of the mean square successive difference to
 * the variance, Ann. Math. Statist. 12, doi:10.1214/aoms/1177731677; J. N. K. Rao, A. J. Scott (1992),
 * doi:10.2307/2532311, for dividing counts by it.
 *
 * @param weight values behind the variance, fading
 * @param mean their mean level
 * @param squares their squared distances from it, fading
 * @param differences sum of d_b for each length, fading
 * @param counts number of d_b for each length, fading
 */
public record Clumping(double weight, double mean, double squares, List<Double> differences, List<Double> counts) {

    /** Block lengths in panes are the powers of two below two to this. */
    public static final int LENGTHS = 6;

    /** Nothing is known. */
    public static final Clumping UNKNOWN =
            new Clumping(0, 0, 0, Collections.nCopies(LENGTHS, 0.0), Collections.nCopies(LENGTHS, 0.0));

    private static final int HOURS = 24;
    private static final double MEMORY = HOURS * 3_600_000.0;
    private static final int LEAST_DIFFERENCES = 8;
    private static final double LARGEST = 16;
    private static final double PRIOR_HITS = 20;

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if they do not have {@value #LENGTHS} entries
     */
    public Clumping {
        differences = List.copyOf(differences);
        counts = List.copyOf(counts);
        if (differences.size() != LENGTHS || counts.size() != LENGTHS) {
            throw new IllegalArgumentException(
                    differences.size() + " and " + counts.size() + " lengths must be " + LENGTHS);
        }
    }

    /** The design effect of a window of so many panes. */
    double deff(long panes, Kind kind) {
        double variance = squares / weight;
        if (!(variance > 0) || Double.isInfinite(variance)) {
            return 1;
        }
        double largest = 1;
        for (int i = 0; i < LENGTHS && 1L << i <= 2 * panes; i++) {
            if (counts.get(i) >= LEAST_DIFFERENCES) {
                largest = StrictMath.max(largest, differences.get(i) / counts.get(i) / variance);
            }
        }
        double known = kind == Kind.MEAN ? weight : squares;
        return 1 + (StrictMath.min(LARGEST, largest) - 1) * (known / (known + PRIOR_HITS));
    }

    /** With the values of one more pane. */
    Clumping withPane(Reading pane, Kind kind, long paneMillis) {
        if (pane.values() == 0) {
            return this;
        }
        double level = pane.level(kind);
        double within = kind == Kind.MEAN ? pane.squares() : pane.values() * level * (1 - level);
        double kept = StrictMath.exp(-paneMillis / MEMORY);
        double before = weight * kept;
        double both = before + pane.values();
        double step = level - mean;
        double updated = squares * kept + within + step * step * before * (pane.values() / both);
        // One absurd value must not spoil a day.
        return Double.isFinite(updated)
                ? new Clumping(both, mean + step * (pane.values() / both), updated, differences, counts)
                : this;
    }

    /** With one more pair of neighbouring blocks of 2<sup>index</sup> panes. */
    Clumping withBlocks(int index, Reading one, Reading next, Kind kind, long paneMillis) {
        if (one.values() == 0 || next.values() == 0) {
            return this;
        }
        double step = next.level(kind) - one.level(kind);
        double difference = step * step / (1.0 / one.values() + 1.0 / next.values());
        if (!Double.isFinite(difference)) {
            return this;
        }
        double kept = StrictMath.exp(-(paneMillis << index) / MEMORY);
        List<Double> sums = new ArrayList<>(differences);
        List<Double> numbers = new ArrayList<>(counts);
        sums.set(index, sums.get(index) * kept + difference);
        numbers.set(index, numbers.get(index) * kept + 1);
        return new Clumping(weight, mean, squares, sums, numbers);
    }
}
