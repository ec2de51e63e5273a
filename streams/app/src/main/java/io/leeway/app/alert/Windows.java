/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.window.WindowSpec;
import java.util.Locale;

/** Names of windows and detectors in records. */
final class Windows {

    private Windows() {}

    static String name(WindowSpec window) {
        return window.events() == 0 ? window.atMost().toString() : window.events() + " events in " + window.atMost();
    }

    static String name(Detector detector) {
        return detector.name().toLowerCase(Locale.ROOT);
    }
}
