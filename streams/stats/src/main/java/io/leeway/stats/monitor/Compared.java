/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.detect.TestResult;
import java.util.Collections;
import java.util.SortedMap;

/**
 * One detector's result on one window.
 *
 * @param key the detector
 * @param window the window
 * @param result the comparison
 * @param distances effect sizes under the names other tools use; empty where none were asked for
 */
record Compared(DetectorKey key, WindowRange window, TestResult result, SortedMap<String, Double> distances) {

    Compared(DetectorKey key, WindowRange window, TestResult result) {
        this(key, window, result, Collections.emptySortedMap());
    }
}
