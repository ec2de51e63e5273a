/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.PaneRevision;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a category turns into another.
 *
 * <p>Of the n events of a pane that have the category, Binomial(n, share) have another value than they had, as far as the pane
 * has so many with the value that is swapped. In the pane's sample each of those with that value changes with the same chance.
 *
 * <ul>
 *   <li>Counts stay. Where a category has more values than a pane keeps, one event of a pane keeps its value.
 *   <li>A share of 0, or a pane that does not have the value, gives the same bytes.
 * </ul>
 */
public final class CategorySwap implements Injection {

    private final String name;
    private final String from;
    private final String to;
    private final double share;
    private final long seed;

    /**
     * An injection into one stream.
     *
     * @param name the category's name
     * @param from the value that is swapped
     * @param to what it becomes; may be a value never seen
     * @param share share of the events with the category, between 0 and 1
     * @param stream names the stream
     * @param injection names the injection
     */
    public CategorySwap(String name, String from, String to, double share, String stream, String injection) {
        Draws.requireShare(share);
        this.name = name;
        this.from = from;
        this.to = to;
        this.share = share;
        this.seed = Draws.seed(stream, injection);
    }

    /** The most frequent value kept, the first by name of equally frequent ones; empty if there is none. */
    public static Optional<String> mostFrequent(CategorySummary values) {
        return values.counts().entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }

    @Override
    public PaneSummary into(PaneEntry pane) {
        CategorySummary values = pane.summary().categories().get(name);
        if (values == null || values.count(from) == 0) {
            return pane.summary().copy();
        }
        Draws draws = Draws.of(seed, pane.start());
        long has = values.count(from);
        long swapped = Math.min(has, draws.binomial(values.count(), share));
        double chance = (double) swapped / has;
        return new PaneRevision(pane.summary())
                .swapCategory(name, from, to, swapped)
                .replaceValues(exemplar -> from.equals(exemplar.categories().get(name)) && draws.happens(chance)
                        ? exemplar.withCategory(name, to)
                        : exemplar)
                .pane();
    }
}
