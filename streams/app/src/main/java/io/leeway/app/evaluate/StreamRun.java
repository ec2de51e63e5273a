/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.replay.Replay;
import io.leeway.models.Embedder;
import io.leeway.stats.evaluate.Score;
import io.leeway.stats.evaluate.Truth;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs one stream through the stages, then the simple detectors and the other budgets over what the stages saw. */
final class StreamRun implements Callable<StreamResult> {

    private final Scenario scenario;
    private final MonitorSettings defaults;
    private final Embedder embedder;
    private final FeatureMapId featureMap;

    private final List<Observation> observations = new ArrayList<>();
    private final List<EvaluatedPane> panes = new ArrayList<>();
    private final AlertBook alerts = new AlertBook();
    private final SeenState.Book states = new SeenState.Book();
    private final Trace trace = new Trace();
    private Evaluation last;
    private int refused;

    /**
     * A pane and the row at which it was evaluated.
     *
     * @param row how many events had happened
     * @param entry the pane
     */
    record EvaluatedPane(int row, PaneEntry entry) {}

    StreamRun(Scenario scenario, MonitorSettings defaults, Embedder embedder, FeatureMapId featureMap) {
        this.scenario = scenario;
        this.defaults = defaults;
        this.embedder = embedder;
        this.featureMap = featureMap;
    }

    @Override
    public StreamResult call() throws IOException {
        Recording recording = Recording.read(scenario);
        KernelFeatureMap map = new KernelFeatureMap(featureMap);
        MonitorSettings settings =
                EvaluationSettings.of(defaults, scenario, recording, EvaluationSettings.EXPECTED_RUN_LENGTH);
        replay(recording, settings, map);
        Truth truth = scenario.truth();
        Score score = Score.of(truth, alerts.alarms());
        return new StreamResult(
                scenario,
                verdict(score),
                score,
                alerts.alerts(),
                states.states(),
                panes.size(),
                refused,
                Baselines.alarms(truth, observations, panes),
                new Calibration(scenario, recording, defaults, map).of(panes, alerts.alarms()),
                trace);
    }

    private void replay(Recording recording, MonitorSettings settings, KernelFeatureMap map) {
        try (Replay replay = new Replay(settings, embedder, map, (stream, own, pane, evaluation) -> {
            int row = recording.rowAt(evaluation.paneEnd());
            panes.add(new EvaluatedPane(row, pane.entry()));
            alerts.evaluated(row, evaluation);
            states.evaluated(row, evaluation);
            trace.evaluated(row, evaluation);
            last = evaluation;
        })) {
            for (Recording.Row row : recording.rows()) {
                try {
                    observations.add(replay.accept(row.event()));
                } catch (BadEventException e) {
                    refused++;
                }
            }
            replay.end();
        }
    }

    private StreamResult.Verdict verdict(Score score) {
        if (score.firstAlertRow().isPresent()) {
            return StreamResult.Verdict.DRIFT;
        }
        boolean judged = last != null
                && last.state() != Evaluation.State.WARMING_UP
                && last.state() != Evaluation.State.TOO_FEW_EVENTS;
        return judged ? StreamResult.Verdict.NO_DRIFT : StreamResult.Verdict.TOO_FEW_EVENTS;
    }
}
