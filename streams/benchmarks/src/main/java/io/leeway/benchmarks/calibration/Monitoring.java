/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import java.util.List;

/** The settings of simulated agents: the product's defaults, with a pinned reference. */
final class Monitoring {

    private Monitoring() {}

    /** Texts alone, against the first {@code reference} of the stream. */
    static MonitorSettings texts(Duration reference, Duration expectedRunLength) {
        return settings(reference, expectedRunLength, new MonitorSettings.Features(true, false, false));
    }

    /** Numbers and categories alone, against the first {@code reference} of the stream. */
    static MonitorSettings tables(Duration reference, Duration expectedRunLength) {
        return settings(reference, expectedRunLength, new MonitorSettings.Features(false, true, true));
    }

    private static MonitorSettings settings(
            Duration reference, Duration expectedRunLength, MonitorSettings.Features features) {
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        return new MonitorSettings(
                defaults.pane(),
                defaults.grace(),
                defaults.windows(),
                List.of(new ReferenceSpec.PinnedFirst(reference)),
                expectedRunLength,
                features);
    }
}
