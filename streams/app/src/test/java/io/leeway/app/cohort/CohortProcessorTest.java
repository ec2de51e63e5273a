/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.CohortOutcomes;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.Links;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.service.Counters;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CohortProcessorTest {

    private static final KernelFeatureMap MAP = new KernelFeatureMap(FeatureMapId.standard("test", "none", 2, 1.0));
    private static final long MINUTE = 60_000;
    private static final int CHANGE = 300;
    private static final int MINUTES = 480;

    private final Counters counters = new Counters();

    private static LiveSettings settings(String keys) {
        return LeewayConfig.parse("test", "agents: {bot: {expected-run-length: 3d, " + keys + "}}", Map.of(), Map.of())
                .live();
    }

    private CohortProcessor started(StageContext<StreamKey, Outcome> stage, String canary) {
        return started(stage, InForce.always(settings(comparing("[5m, 30m]", canary))));
    }

    private static String comparing(String windows, String canary) {
        return "windows: " + windows + ", cohorts: {control: v1, canary: " + canary + "}";
    }

    private CohortProcessor started(StageContext<StreamKey, Outcome> stage, InForce inForce) {
        CohortProcessor processor = new CohortProcessor(
                inForce,
                MAP,
                version -> new CohortOutcomes(new RunIdentity("app", version, "map"), Links.NONE),
                counters.metrics(),
                8);
        processor.init(stage.context());
        return processor;
    }

    private static StageContext<StreamKey, Outcome> stage() {
        return StageContext.of(0, Stores.COHORT_PANES, Stores.COMPARISONS, Stores.OPEN_ALERTS);
    }

    /** Ten latencies, which follow the hour; those of the canary are longer from minute 300 on. */
    private static Record<StreamKey, ClosedPane> pane(String cohort, int minute) {
        Random random = new Random(31L * minute + cohort.hashCode());
        boolean changed = cohort.equals("v2") && minute >= CHANGE;
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < 10; i++) {
            double latency = random.nextGaussian() + Math.sin(minute / 30.0) + (changed ? 1 : 0);
            summary.add(
                    new Observation(
                            cohort + "-" + minute + "-" + i,
                            null,
                            null,
                            minute * MINUTE + i,
                            TextState.MISSING,
                            null,
                            new TreeMap<>(Map.of("latency", latency)),
                            new TreeMap<>()),
                    MAP);
        }
        ClosedPane pane = new ClosedPane(
                new PaneEntry(minute * MINUTE, (minute + 1) * MINUTE, summary), ClosedPane.ClosedBy.TIME, List.of());
        return new Record<>(new StreamKey("bot", cohort), pane, minute);
    }

    private static List<Outcome> run(
            StageContext<StreamKey, Outcome> stage, CohortProcessor processor, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            processor.process(pane("v1", minute));
            processor.process(pane("v2", minute));
            processor.process(pane("another", minute));
        }
        List<Outcome> outcomes = new ArrayList<>();
        stage.sent().forEach(record -> outcomes.add(record.value()));
        return outcomes;
    }

    private static List<DriftAlert> alerts(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Alert.class::isInstance)
                .map(outcome -> ((Outcome.Alert) outcome).value())
                .toList();
    }

    @Test
    void shouldSayTheSameAfterTwoRestarts() {
        StageContext<StreamKey, Outcome> undisturbed = stage();
        List<Outcome> expected = run(undisturbed, started(undisturbed, "v2"), 0, MINUTES);

        StageContext<StreamKey, Outcome> stage = stage();
        List<Outcome> actual = new ArrayList<>(run(stage, started(stage, "v2"), 0, 203));
        stage = stage.restarted();
        actual.addAll(run(stage, started(stage, "v2"), 203, 334));
        stage = stage.restarted();
        actual.addAll(run(stage, started(stage, "v2"), 334, MINUTES));

        assertThat(actual).isEqualTo(expected);
        assertThat(alerts(expected)).hasSize(1).allSatisfy(alert -> {
            assertThat(alert.getDetectorFamily()).isEqualTo("cohort:numbers");
            assertThat(alert.getCohort()).isEqualTo("v2");
            assertThat(alert.getReference().getName()).isEqualTo("cohort:v1");
            assertThat(alert.getMovedFeatures().get(0).getAfter())
                    .isGreaterThan(alert.getMovedFeatures().get(0).getBefore() + 0.5);
        });
    }

    @Test
    void shouldEndTheAlertsOfAPairThatIsNoLongerCompared() {
        StageContext<StreamKey, Outcome> stage = stage();
        var unused = run(stage, started(stage, "v2"), 0, MINUTES);

        stage = stage.restarted();
        List<DriftAlert> alerts = alerts(run(stage, started(stage, "v3"), MINUTES, MINUTES + 2));

        assertThat(alerts).hasSize(1).allSatisfy(alert -> {
            assertThat(alert.getTransition()).isEqualTo(AlertTransition.RESOLVED);
            assertThat(alert.getResolution()).contains("no longer compared");
        });
        assertThat(stage.store(Stores.OPEN_ALERTS).approximateNumEntries()).isZero();
    }

    private List<DriftAlert> changed(String keys, int from, int to) {
        LiveSettings before = settings(comparing("[5m, 30m]", "v2"));
        LiveSettings after = settings(keys);
        StageContext<StreamKey, Outcome> stage = stage();
        CohortProcessor processor = started(stage, time -> time < MINUTES * MINUTE ? before : after);
        assertThat(alerts(run(stage, processor, 0, MINUTES)))
                .extracting(DriftAlert::getTransition)
                .containsExactly(AlertTransition.OPENED);
        return alerts(run(stage, processor, from, to));
    }

    @Test
    void shouldEndTheAlertsWhenNothingIsComparedAnyMoreWhileItRuns() {
        assertThat(changed("windows: [5m, 30m]", MINUTES, MINUTES + 1))
                .hasSize(1)
                .allSatisfy(alert -> {
                    assertThat(alert.getTransition()).isEqualTo(AlertTransition.RESOLVED);
                    assertThat(alert.getResolution()).isEqualTo("reconfigured: these cohorts are no longer compared");
                });
    }

    @Test
    void shouldEndTheAlertOfAFeatureThatIsSwitchedOffWhileItRuns() {
        List<DriftAlert> alerts = changed(
                comparing("[5m, 30m]", "v2") + ", features: {text: true, numbers: off, categories: auto}",
                MINUTES,
                MINUTES + 10);

        assertThat(alerts).hasSize(1).allSatisfy(alert -> {
            assertThat(alert.getTransition()).isEqualTo(AlertTransition.RESOLVED);
            assertThat(alert.getResolution()).isEqualTo("reconfigured: what differed is no longer monitored");
        });
    }
}
