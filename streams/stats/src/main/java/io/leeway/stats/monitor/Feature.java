/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.distance.Distances;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import java.util.Optional;

/**
 * One feature as one reference sees it: which integer counters it needs of a pane, and how they become the sums of a
 * feature map.
 *
 * <p>The counters of every feature begin with {@link #EVENTS}, {@link #PRESENT} and {@link #ODD}. Counters are integers
 * so that windows add and subtract exactly.
 */
abstract sealed class Feature permits TextFeature, NumberFeature, CategoryFeature, JointFeature {

    /** Counter of all events. */
    static final int EVENTS = 0;

    /** Counter of the events that have a value. */
    static final int PRESENT = 1;

    /** Counter of the values unlike any in the reference: outside its range, or an unseen category. */
    static final int ODD = 2;

    /** Counters before those of the map. */
    static final int FIRST = 3;

    private final String name;

    Feature(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    /** How many counters there are. */
    abstract int counters();

    /** Dimension of the map; 0 when the reference allows no comparison of distributions. */
    abstract int dimension();

    /** What compares the distributions. */
    abstract Detector main();

    /** What watches values unlike any in the reference, or null if nothing does. */
    abstract Detector odd();

    /** Whether events without a value are watched. */
    boolean watchesMissing() {
        return true;
    }

    /**
     * A second comparison of the means, calibrated on a reference.
     *
     * @param perEntry counters of each entry of the reference
     * @param sums sums of the map of each entry
     * @param counts events with a value of each entry
     * @param main the null of these sums
     */
    Optional<Contrast> contrast(long[][] perEntry, double[][] sums, double[] counts, BlockNull main) {
        return Optional.empty();
    }

    /** The counters of one pane. */
    abstract long[] count(PaneSummary pane);

    /** Sums of the map over the events behind {@code counters}. */
    abstract double[] sums(long[] counters);

    /** The sums of a map whose counters are its components in fixed point. */
    static double[] fixedPoint(long[] counters, int dimension) {
        double[] sums = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            sums[i] = counters[FIRST + i] / KernelFeatureMap.FIXED_POINT_ONE;
        }
        return sums;
    }

    /** The test of means for this map, before inflation. */
    abstract MeanShiftTest test(double[] referenceMean);

    /** How much more windows vary than the null says because the map was fitted to the reference, at least 1. */
    double inflation() {
        return 1;
    }

    /** Variance of the map over single events, for maps of which it is known from the mean, such as those of unit norm. */
    double independentTrace(double[] mean) {
        double squaredNorm = 0;
        for (double component : mean) {
            squaredNorm += component * component;
        }
        return 1 - squaredNorm;
    }

    /**
     * Effect sizes under the names other tools use.
     *
     * @param window the window's counters
     * @param before the reference's counters
     * @param deff design effect of the comparison
     */
    Optional<Distances> distances(long[] window, long[] before, double deff) {
        return Optional.empty();
    }

    /** The map's value for one event, or null if the event has no value. */
    abstract double[] map(Exemplar exemplar);

    /** Whether the event has a value. */
    abstract boolean present(Exemplar exemplar);

    /** Whether the event's value is unlike any in the reference. */
    abstract boolean odd(Exemplar exemplar);
}
