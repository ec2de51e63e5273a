/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.models.ModelIdentity;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.RunLength;
import io.leeway.stats.evaluate.Score;
import io.leeway.stats.evaluate.SimpleDetectors;
import io.leeway.stats.evaluate.Tally;
import io.leeway.stats.window.MonitorSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The whole measurement.
 *
 * @param configVersion version of the configuration that was laid under the settings of the measurement
 * @param settings the configured defaults
 * @param model the embedding model
 * @param streams the streams in the order of the index
 * @param timing how long it took
 */
public record EvaluationResult(
        String configVersion,
        MonitorSettings settings,
        ModelIdentity model,
        List<StreamResult> streams,
        Timing timing) {

    /**
     * How long it took.
     *
     * @param texts distinct texts
     * @param embedded those that had to be embedded
     * @param embeddingSeconds for reading all streams and embedding those
     * @param evaluationSeconds for everything after that
     * @param threads threads used
     */
    public record Timing(int texts, int embedded, double embeddingSeconds, double evaluationSeconds, int threads) {}

    /** Copies the list. */
    public EvaluationResult {
        streams = List.copyOf(streams);
    }

    /** All streams together. */
    public Tally totals() {
        return tally(streams, StreamResult::score);
    }

    /** The streams that are marked as hard, or those that are not. */
    public Tally totals(boolean hard) {
        return tally(
                streams.stream()
                        .filter(stream -> stream.scenario().truth().hard() == hard)
                        .toList(),
                StreamResult::score);
    }

    /** The same for each simple detector, by name. */
    public Map<String, Tally> baselines() {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (SimpleDetectors.Kind kind : SimpleDetectors.ALL) {
            tallies.put(kind.name(), tally(streams, stream -> {
                List<Alarm> alarms = stream.baselines().get(kind.name());
                return Score.of(stream.scenario().truth(), alarms);
            }));
        }
        return tallies;
    }

    /** What came of each requested run length, over all streams. */
    public List<RunLength> calibration() {
        List<RunLength> sums = new ArrayList<>();
        for (int i = 0; i < EvaluationSettings.CALIBRATED.size(); i++) {
            double hours = 0;
            int alarms = 0;
            for (StreamResult stream : streams) {
                hours += stream.runLengths().get(i).hours();
                alarms += stream.runLengths().get(i).alarms();
            }
            sums.add(new RunLength(EvaluationSettings.CALIBRATED.get(i).toHours(), hours, alarms));
        }
        return sums;
    }

    private static Tally tally(List<StreamResult> streams, Function<StreamResult, Score> score) {
        return Tally.of(streams.stream()
                .map(stream -> new Tally.Scored(stream.scenario().truth(), score.apply(stream)))
                .toList());
    }
}
