/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.evaluate.StreamRun.EvaluatedPane;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.Episodes;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Truth;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks for several run lengths and counts what comes of each while nothing changes. */
final class Calibration {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Scenario scenario;
    private final Recording recording;
    private final MonitorSettings defaults;
    private final KernelFeatureMap map;

    Calibration(Scenario scenario, Recording recording, MonitorSettings defaults, KernelFeatureMap map) {
        this.scenario = scenario;
        this.recording = recording;
        this.defaults = defaults;
        this.map = map;
    }

    /**
     * The run lengths of one stream.
     *
     * @param panes its panes
     * @param measured the alarms at the budget of the measurement, which need not be found again
     */
    List<RunLength> of(List<EvaluatedPane> panes, List<Alarm> measured) {
        Truth truth = scenario.truth();
        double hours =
                (recording.timeOf(truth.stationaryEnd()) - recording.timeOf(truth.referenceEnd())) / MILLIS_PER_HOUR;
        List<RunLength> lengths = new ArrayList<>();
        for (Duration requested : EvaluationSettings.CALIBRATED) {
            List<Alarm> alarms =
                    requested.equals(EvaluationSettings.EXPECTED_RUN_LENGTH) ? measured : alarms(panes, requested);
            int falseAlarms = Episodes.count(alarms.stream()
                    .filter(alarm -> alarm.opened() <= truth.stationaryEnd())
                    .toList());
            lengths.add(new RunLength(requested.toHours(), hours, falseAlarms));
        }
        return lengths;
    }

    private List<Alarm> alarms(List<EvaluatedPane> panes, Duration requested) {
        AgentMonitor monitor = new AgentMonitor(EvaluationSettings.of(defaults, scenario, recording, requested), map);
        AlertBook alerts = new AlertBook();
        panes.stream()
                .filter(pane -> pane.row() <= scenario.truth().stationaryEnd())
                .forEach(pane -> alerts.evaluated(pane.row(), monitor.observe(pane.entry(), PaneJournal.none())));
        return alerts.alarms();
    }
}
