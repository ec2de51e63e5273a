/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.HourlyMaxima;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the detectors showed against one reference in hours without a change.
 *
 * @param events events of the reference when the record began
 * @param hours hours the reference told apart
 * @param maxima the record of each detector
 */
record Runs(long events, int hours, SortedMap<DetectorKey, HourlyMaxima.State> maxima) {

    /** Copies the map. */
    Runs {
        maxima = Collections.unmodifiableSortedMap(new TreeMap<>(maxima));
    }
}
