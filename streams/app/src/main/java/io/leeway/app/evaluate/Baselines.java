/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.evaluate.StreamRun.EvaluatedPane;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.AlarmRuns;
import io.leeway.stats.evaluate.Sample;
import io.leeway.stats.evaluate.SimpleDetector;
import io.leeway.stats.evaluate.SimpleDetectors;
import io.leeway.stats.evaluate.Truth;
import io.leeway.stats.sketch.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the simple detectors over what the stages saw, at the ends of the same panes. */
final class Baselines {

    private Baselines() {}

    /**
     * The alarms of each detector on one stream.
     *
     * @param truth where reference and stream end
     * @param observations the stream's events in their order
     * @param panes the panes that were evaluated
     */
    static Map<String, List<Alarm>> alarms(Truth truth, List<Observation> observations, List<EvaluatedPane> panes) {
        Sample reference = Sample.of(observations.subList(0, Math.min(truth.referenceEnd(), observations.size())));
        Map<String, List<Alarm>> alarms = new LinkedHashMap<>();
        for (SimpleDetectors.Kind kind : SimpleDetectors.ALL) {
            SimpleDetector detector = kind.fit().to(reference);
            AlarmRuns runs = new AlarmRuns();
            for (int i = 0; i < panes.size(); i++) {
                int row = Math.min(panes.get(i).row(), observations.size());
                if (row >= truth.referenceEnd() + kind.window() && i % kind.every() == 0) {
                    runs.evaluated(row, detector.fires(Sample.of(observations.subList(row - kind.window(), row))));
                }
            }
            alarms.put(kind.name(), runs.alarms());
        }
        return alarms;
    }
}
