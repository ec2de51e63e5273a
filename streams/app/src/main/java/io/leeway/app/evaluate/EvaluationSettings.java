/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What all recorded streams are monitored with: the configured defaults, but for the two things that belong to the
 * measurement. The same for every stream; there is no tuning of one.
 */
final class EvaluationSettings {

    /** The false-alarm budget. */
    static final Duration EXPECTED_RUN_LENGTH = Duration.ofHours(100);

    /** The budgets whose realised run length is measured. */
    static final List<Duration> CALIBRATED =
            List.of(Duration.ofHours(10), Duration.ofHours(30), EXPECTED_RUN_LENGTH, Duration.ofHours(300));

    private EvaluationSettings() {}

    /** The settings for a stream: its reference is its own reference rows, pinned. */
    static MonitorSettings of(MonitorSettings defaults, Scenario scenario, Recording recording, Duration runLength) {
        return new MonitorSettings(
                defaults.pane(),
                defaults.grace(),
                defaults.windows(),
                List.of(new ReferenceSpec.Pinned(
                        Instant.ofEpochMilli(recording.timeOf(scenario.referenceStart())),
                        Instant.ofEpochMilli(recording.timeOf(scenario.truth().referenceEnd())))),
                runLength,
                defaults.features());
    }
}
