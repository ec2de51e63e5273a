/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.DecileMap;
import io.leeway.stats.detect.LadderMap;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.distance.CumulativeLadder;
import io.leeway.stats.distance.Distances;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A number on a ladder of the reference's quantiles, and the values unlike it: those outside its range or, for what is
 * measured on a text, those above its 99 % quantile.
 */
final class NumberFeature extends Feature {

    private static final double TAIL_FROM = 0.99;

    private final String key;
    private final LadderMap ladder;
    private final double[] edges;
    private final DecileMap deciles;
    private final double lowestValue;
    private final double highestValue;
    private final double lowest;
    private final double highest;

    /**
     * The feature as a reference sees it.
     *
     * @param key the number's name in the events
     * @param reference all its values in the reference, at least one
     */
    NumberFeature(String key, NumberSummary reference) {
        super(Descriptors.is(key) ? Descriptors.feature(key) : DetectorKey.NUMBER + key);
        this.key = key;
        this.ladder = LadderMap.of(candidates(reference));
        this.edges = ladder.edges();
        this.deciles = DecileMap.of(ladder);
        List<NumberSummary.Bucket> buckets = reference.buckets();
        // The upper tail of a text's length or script is watched from where it gets thin, and there is no lower one.
        boolean tail = Descriptors.is(key);
        this.lowestValue = buckets.get(0).lowest();
        this.highestValue = buckets.get(buckets.size() - 1).highest();
        this.lowest = tail ? Double.NEGATIVE_INFINITY : lowestValue;
        this.highest = tail ? reference.quantile(TAIL_FROM) : highestValue;
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
    Detector odd() {
        if (!Descriptors.is(key)) {
            return Detector.UNSEEN;
        }
        return Descriptors.hasTail(key) ? Detector.TAIL : null;
    }

    @Override
    boolean watchesMissing() {
        return !Descriptors.is(key);
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
    double independentTrace(double[] mean) {
        return ladder.independentTrace(mean);
    }

    @Override
    MeanShiftTest test(double[] referenceMean) {
        return MeanShiftTest.withDefaults().withIndependentTrace(ladder.independentTrace(referenceMean));
    }

    /** Beside the ladder, the shares between deciles, which see a change of scale sooner; descriptors have the ladder. */
    @Override
    Optional<Contrast> contrast(long[][] perEntry, double[][] sums, double[] counts, BlockNull main) {
        if (Descriptors.is(key) || deciles.dimension() == 0) {
            return Optional.empty();
        }
        double[][] cells = new double[perEntry.length][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = decileSums(perEntry[i]);
        }
        BlockNull blockNull = BlockNull.of(cells, counts, main.blockEntries());
        return Optional.of(new Contrast.Deciles(blockNull, this::decileSums, mean -> MeanShiftTest.withDefaults()
                .withIndependentTrace(deciles.independentTrace(mean))));
    }

    private double[] decileSums(long[] counters) {
        return deciles.sums(edge -> counters[FIRST + Arrays.binarySearch(edges, edge)], counters[PRESENT]);
    }

    @Override
    Optional<Distances> distances(long[] window, long[] before, double deff) {
        if (edges.length == 0) {
            return Optional.empty();
        }
        return Optional.of(Distances.ofLadder(
                CumulativeLadder.of(
                        edges,
                        cumulative(before),
                        cumulative(window),
                        finiteOr(lowestValue, edges[0]),
                        finiteOr(highestValue, edges[edges.length - 1]),
                        CumulativeLadder.Shape.LINES),
                deff));
    }

    /** An infinite value has no distance from anything, so the range ends at the ladder. */
    private static double finiteOr(double value, double edge) {
        return Double.isFinite(value) ? value : edge;
    }

    private double[] cumulative(long[] counters) {
        double[] counts = new double[edges.length + 1];
        for (int k = 0; k < edges.length; k++) {
            counts[k] = counters[FIRST + k];
        }
        counts[edges.length] = counters[PRESENT];
        return counts;
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
