/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature as one reference sees it: which integer counters it needs of a pane, and how they become the sums of a
 * feature map.
 *
 * <p>The counters of every feature begin with {@link #EVENTS}, {@link #PRESENT} and {@link #ODD}. Counters are integers
 * so that windows add and subtract exactly.
 */
abstract sealed class Feature permits TextFeature, NumberFeature, CategoryFeature {

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

    /** Whether values unlike any in the reference are watched. */
    abstract boolean watchesOdd();

    /** The counters of one pane. */
    abstract long[] count(PaneSummary pane);

    /** Sums of the map over the events behind {@code counters}. */
    abstract double[] sums(long[] counters);

    /** The test of means for this map, before inflation. */
    abstract MeanShiftTest test(double[] referenceMean);

    /** The map's value for one event, or null if the event has no value. */
    abstract double[] map(Exemplar exemplar);

    /** Whether the event has a value. */
    abstract boolean present(Exemplar exemplar);

    /** Whether the event's value is unlike any in the reference. */
    abstract boolean odd(Exemplar exemplar);

    /** The detectors on this feature. */
    final List<DetectorKey> detectors() {
        List<DetectorKey> keys = new ArrayList<>(3);
        if (dimension() > 0) {
            keys.add(new DetectorKey(name, main()));
        }
        if (watchesOdd()) {
            keys.add(new DetectorKey(name, Detector.UNSEEN));
        }
        keys.add(new DetectorKey(name, Detector.MISSING));
        return keys;
    }
}
