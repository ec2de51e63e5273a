/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import io.leeway.stats.distance.LadderDistances.Scale;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effect sizes of one comparison under the names users of other tools know, beside their bias-corrected forms. They
 * describe a change and decide nothing. No value is NaN or infinite.
 *
 * <p>Formulas, edge cases and sources are those of {@link CellDistances} and {@link LadderDistances}.
 *
 * @param cells distances of counts per cell
 * @param ladder distances of a number; empty for categories
 */
public record Distances(CellDistances cells, Optional<LadderDistances> ladder) {

    /**
     * Distances of two sets of counts: of categories, or of the cells of a histogram.
     *
     * @param reference count of each cell in the reference
     * @param window count of the same cells in the window
     * @param deff design effect: the factor by which dependence between events shrinks their number, positive
     */
    public static Distances ofCells(double[] reference, double[] window, double deff) {
        return new Distances(CellDistances.of(reference, window, deff), Optional.empty());
    }

    /** As {@link #ofLadder(CumulativeLadder, double, Scale)}, normalised by the standard deviation. */
    public static Distances ofLadder(CumulativeLadder ladder, double deff) {
        return ofLadder(ladder, deff, Scale.STANDARD_DEVIATION);
    }

    /**
     * Distances of a number. The cells are at most ten between those edges whose shares of the reference are nearest to
     * 1/10, …, 9/10, because PSI and its relatives are commonly read on deciles.
     *
     * @param ladder the two distributions
     * @param deff design effect: the factor by which dependence between events shrinks their number, positive
     * @param scale what the normalised Wasserstein distance is divided by
     */
    public static Distances ofLadder(CumulativeLadder ladder, double deff, Scale scale) {
        double[][] deciles = ladder.deciles();
        return new Distances(
                CellDistances.of(deciles[0], deciles[1], deff), Optional.of(LadderDistances.of(ladder, deff, scale)));
    }

    /** All values by their names in reports, sorted; unmodifiable. */
    public SortedMap<String, Double> byName() {
        SortedMap<String, Double> values = new TreeMap<>(cells.byName());
        ladder.ifPresent(distances -> values.putAll(distances.byName()));
        return Collections.unmodifiableSortedMap(values);
    }
}
