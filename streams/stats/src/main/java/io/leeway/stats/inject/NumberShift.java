/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.PaneRevision;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;

/**
 * The values of one number move.
 *
 * <p>Of each bucket of the number's histogram Binomial(count, share) values move by the same distance, each from the number of
 * the bucket that is nearest to zero, so values are as exact as the histogram is: 0.1 % at full resolution. In the pane's sample
 * each value moves, exactly, with probability {@code share}.
 *
 * <ul>
 *   <li>Counts stay; a value that is infinite stays infinite; a value that would leave the range of a double becomes infinite.
 *   <li>A share or a distance of 0, or a pane that does not have the number, gives the same bytes.
 *   <li>Cost: the buckets, and the values that move.
 * </ul>
 */
public final class NumberShift implements Injection {

    private final String name;
    private final double distance;
    private final double share;
    private final long seed;

    /**
     * An injection into one stream.
     *
     * @param name the number's name
     * @param distance how far values move, finite
     * @param share share of the values that move, between 0 and 1
     * @param stream names the stream
     * @param injection names the injection
     */
    public NumberShift(String name, double distance, double share, String stream, String injection) {
        Draws.requireShare(share);
        if (!Double.isFinite(distance)) {
            throw new IllegalArgumentException("number " + name + " cannot move by " + distance);
        }
        this.name = name;
        this.distance = distance;
        this.share = share;
        this.seed = Draws.seed(stream, injection);
    }

    /**
     * The standard deviation of the finite values of a number, from the buckets' numbers nearest to zero; 0 for a constant, and
     * where there are no finite values.
     */
    public static double deviation(NumberSummary values) {
        double count = 0;
        double mean = 0;
        double squares = 0;
        for (NumberSummary.Bucket bucket : values.buckets()) {
            double value = bucket.nearestToZero();
            if (Double.isFinite(value)) {
                count += bucket.count();
                double before = value - mean;
                mean += before * bucket.count() / count;
                squares += before * (value - mean) * bucket.count();
            }
        }
        return count == 0 ? 0 : StrictMath.sqrt(squares / count);
    }

    @Override
    public PaneSummary into(PaneEntry pane) {
        if (distance == 0) {
            return pane.summary().copy();
        }
        Draws draws = Draws.of(seed, pane.start());
        return new PaneRevision(pane.summary())
                .moveNumber(name, bucket -> draws.binomial(bucket.count(), share), value -> value + distance)
                .replaceValues(exemplar -> {
                    Double value = exemplar.numbers().get(name);
                    return value != null && draws.happens(share)
                            ? exemplar.withNumber(name, value + distance)
                            : exemplar;
                })
                .pane();
    }
}
