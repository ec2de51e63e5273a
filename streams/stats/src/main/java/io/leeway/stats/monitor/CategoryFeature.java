/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.CategoryMap;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.distance.Distances;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A category by the shares of the reference's values, and the values the reference has not seen. */
final class CategoryFeature extends Feature {

    private final String key;
    private final CategoryMap cells;
    private final String[] known;
    private final boolean complete;

    /**
     * The feature as a reference sees it.
     *
     * @param key the category's name in the events
     * @param reference all its values in the reference
     */
    CategoryFeature(String key, CategorySummary reference) {
        super(Descriptors.is(key) ? Descriptors.feature(key) : DetectorKey.CATEGORY + key);
        this.key = key;
        this.cells = CategoryMap.of(reference.counts(), reference.count());
        this.known = reference.counts().keySet().toArray(String[]::new);
        this.complete = reference.other() == 0;
    }

    @Override
    int counters() {
        return FIRST + known.length;
    }

    @Override
    int dimension() {
        return cells.dimension();
    }

    @Override
    Detector main() {
        return Detector.SHARES;
    }

    // Of a reference with more values than it can keep, nobody knows what it has not seen: all it does not keep is
    // rare.
    @Override
    Detector odd() {
        return complete ? Detector.UNSEEN : null;
    }

    @Override
    boolean watchesMissing() {
        return !Descriptors.is(key);
    }

    @Override
    long[] count(PaneSummary pane) {
        long[] counters = new long[counters()];
        counters[EVENTS] = pane.events();
        CategorySummary values = pane.categories().get(key);
        if (values != null) {
            counters[PRESENT] = values.count();
            counters[ODD] = complete ? cells.unseen(values.counts()) : 0;
            for (int k = 0; k < known.length; k++) {
                counters[FIRST + k] = values.count(known[k]);
            }
        }
        return counters;
    }

    // Unseen values have no cell and a test of their own; what was too rare to be kept by name counts as rare.
    @Override
    double[] sums(long[] counters) {
        Map<String, Long> counts = new TreeMap<>();
        for (int k = 0; k < known.length; k++) {
            counts.put(known[k], counters[FIRST + k]);
        }
        return cells.sums(counts, counters[PRESENT] - counters[ODD]);
    }

    @Override
    double independentTrace(double[] mean) {
        return cells.independentTrace(mean);
    }

    @Override
    MeanShiftTest test(double[] referenceMean) {
        return MeanShiftTest.withDefaults().withIndependentTrace(cells.independentTrace(referenceMean));
    }

    @Override
    Optional<Distances> distances(long[] window, long[] before, double deff) {
        return Optional.of(Distances.ofCells(cellCounts(before), cellCounts(window), deff));
    }

    /** The known values one by one, and all others together. */
    private double[] cellCounts(long[] counters) {
        double[] counts = new double[known.length + 1];
        double others = counters[PRESENT];
        for (int k = 0; k < known.length; k++) {
            counts[k] = counters[FIRST + k];
            others -= counts[k];
        }
        counts[known.length] = Math.max(0, others);
        return counts;
    }

    @Override
    double[] map(Exemplar exemplar) {
        String value = exemplar.categories().get(key);
        return value == null ? null : cells.sums(Map.of(value, 1L), 1);
    }

    @Override
    boolean present(Exemplar exemplar) {
        return exemplar.categories().containsKey(key);
    }

    @Override
    boolean odd(Exemplar exemplar) {
        String value = exemplar.categories().get(key);
        return complete && value != null && Arrays.binarySearch(known, value) < 0;
    }
}
