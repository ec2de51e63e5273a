/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.LadderMap;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A number on a ladder of the reference's quantiles, and the values outside the reference's range. */
final class NumberFeature extends Feature {

    private final String key;
    private final LadderMap ladder;
    private final double[] edges;
    private final double lowest;
    private final double highest;

    /**
     * The feature as a reference sees it.
     *
     * @param key the number's name in the events
     * @param reference all its values in the reference, at least one
     */
    NumberFeature(String key, NumberSummary reference) {
        super(DetectorKey.NUMBER + key);
        this.key = key;
        this.ladder = LadderMap.of(candidates(reference));
        this.edges = ladder.edges();
        List<NumberSummary.Bucket> buckets = reference.buckets();
        this.lowest = buckets.get(0).lowest();
        this.highest = buckets.get(buckets.size() - 1).highest();
    }

    private static List<LadderMap.Candidate> candidates(NumberSummary reference) {
        List<LadderMap.Candidate> candidates = new ArrayList<>();
        long below = 0;
        for (NumberSummary.Bucket bucket : reference.buckets()) {
            below += bucket.count();
            candidates.add(new LadderMap.Candidate(bucket.highest(), (double) below / reference.count()));
        }
        return candidates;
    }

    @Override
    int counters() {
        return FIRST + edges.length;
    }

    @Override
    int dimension() {
        return edges.length;
    }

    @Override
    Detector main() {
        return Detector.LADDER;
    }

    @Override
    boolean watchesOdd() {
        return true;
    }

    @Override
    long[] count(PaneSummary pane) {
        long[] counters = new long[counters()];
        counters[EVENTS] = pane.events();
        NumberSummary values = pane.numbers().get(key);
        if (values != null) {
            counters[PRESENT] = values.count();
            for (NumberSummary.Bucket bucket : values.buckets()) {
                if (odd(bucket.lowest(), bucket.highest())) {
                    counters[ODD] += bucket.count();
                }
            }
            for (int k = 0; k < edges.length; k++) {
                counters[FIRST + k] = values.countAtMost(edges[k]);
            }
        }
        return counters;
    }

    // A coarser bucket that reaches over the border holds values of the reference too.
    private boolean odd(double from, double to) {
        return to < lowest || from > highest;
    }

    @Override
    double[] sums(long[] counters) {
        return ladder.sums(edge -> counters[FIRST + Arrays.binarySearch(edges, edge)]);
    }

    @Override
    MeanShiftTest test(double[] referenceMean) {
        return MeanShiftTest.withDefaults().withIndependentTrace(ladder.independentTrace(referenceMean));
    }

    @Override
    double[] map(Exemplar exemplar) {
        Double value = exemplar.numbers().get(key);
        return value == null ? null : ladder.sums(edge -> value <= edge ? 1 : 0);
    }

    @Override
    boolean present(Exemplar exemplar) {
        return exemplar.numbers().containsKey(key);
    }

    @Override
    boolean odd(Exemplar exemplar) {
        Double value = exemplar.numbers().get(key);
        return value != null && odd(value, value);
    }
}
