/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.Outcomes;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.Links;
import io.leeway.app.live.InForce;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class MonitorProcessorTest {

    private static final StreamKey SHIFTING = new StreamKey("shifting", "");
    private static final StreamKey STEADY = new StreamKey("shifting", "steady");
    private static final long MINUTE = 60_000;
    private static final int CHANGE = 100;
    private static final int PANES = 160;
    private static final KernelFeatureMap MAP = map("model");

    private final LeewayConfig config = LeewayConfig.parse("test", """
            defaults:
              windows: [10m]
              references: {trailing: {length: 80m, gap: 10m}}
            """, Map.of(), Map.of());
    private InForce inForce = InForce.always(config.live());
    private final Counters counters = new Counters();

    private static KernelFeatureMap map(String model) {
        return new KernelFeatureMap(new FeatureMapId(model, "canary", 2, 8, 1.0, 1, FeatureMapId.CURRENT_VERSION));
    }

    private MonitorProcessor started(StageContext<StreamKey, Outcome> stage, KernelFeatureMap map) {
        return started(stage, map, 1);
    }

    private MonitorProcessor started(StageContext<StreamKey, Outcome> stage, KernelFeatureMap map, int tasks) {
        MonitorProcessor processor = new MonitorProcessor(
                inForce,
                map,
                version -> new Outcomes(new RunIdentity("app", version, map.digest()), Links.NONE),
                counters.metrics(),
                tasks,
                Optional.empty());
        processor.init(stage.context());
        return processor;
    }

    private static StageContext<StreamKey, Outcome> stage() {
        return StageContext.of(0, Stores.KEPT_PANES, Stores.MONITORS, Stores.OPEN_ALERTS, Stores.COMMANDS);
    }

    /** Twenty events; those of the shifting stream are larger between minute 100 and 130. */
    private static Record<StreamKey, ClosedPane> pane(StreamKey stream, int minute, KernelFeatureMap map) {
        Random random = new Random(31L * minute + stream.hashCode());
        boolean shifted = stream.equals(SHIFTING) && minute >= CHANGE && minute < CHANGE + 30;
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < 20; i++) {
            double angle = random.nextGaussian();
            summary.add(
                    new Observation(
                            stream + "-" + minute + "-" + i,
                            null,
                            null,
                            minute * MINUTE + i,
                            TextState.PRESENT,
                            new float[] {(float) Math.cos(angle), (float) Math.sin(angle)},
                            new TreeMap<>(Map.of("latency", random.nextGaussian() + (shifted ? 3 : 0))),
                            new TreeMap<>()),
                    map);
        }
        ClosedPane pane = new ClosedPane(
                new PaneEntry(minute * MINUTE, (minute + 1) * MINUTE, summary),
                ClosedPane.ClosedBy.TIME,
                List.of(new SourcePartition("chats", 0)));
        return new Record<>(stream, pane, minute);
    }

    private static List<Record<? extends StreamKey, ? extends Outcome>> run(
            StageContext<StreamKey, Outcome> stage,
            MonitorProcessor processor,
            int from,
            int to,
            KernelFeatureMap map) {
        for (int minute = from; minute < to; minute++) {
            processor.process(pane(SHIFTING, minute, map));
            processor.process(pane(STEADY, minute, map));
        }
        return stage.sent();
    }

    private static List<DriftAlert> alerts(List<Record<? extends StreamKey, ? extends Outcome>> records) {
        List<DriftAlert> alerts = new ArrayList<>();
        records.forEach(record -> {
            if (record.value() instanceof Outcome.Alert alert) {
                alerts.add(alert.value());
            }
        });
        return alerts;
    }

    @Test
    void shouldFollowAShiftOfOneStreamFromItsAlertToItsEnd() {
        StageContext<StreamKey, Outcome> stage = stage();
        List<Record<? extends StreamKey, ? extends Outcome>> sent = run(stage, started(stage, MAP), 0, PANES, MAP);

        List<DriftAlert> alerts = alerts(sent);
        assertThat(alerts)
                .extracting(DriftAlert::getTransition)
                .containsExactly(AlertTransition.OPENED, AlertTransition.RESOLVED);
        assertThat(alerts)
                .extracting(DriftAlert::getAlertId)
                .containsOnly(alerts.get(0).getAlertId());
        assertThat(alerts).extracting(DriftAlert::getCohort).containsOnlyNulls();
        assertThat(alerts.get(0).getDetectorFamily()).isEqualTo("numbers");
        assertThat(alerts.get(0).getOpenedAt().toEpochMilli()).isBetween(CHANGE * MINUTE, (CHANGE + 10) * MINUTE);
        assertThat(sent.stream().filter(record -> record.value() instanceof Outcome.Report))
                .hasSize(2 * PANES);
        assertThat(counters.of(Metric.PANES)).isEqualTo(2 * PANES);
        assertThat(counters.of(Metric.ALERTS)).isEqualTo(2);
        assertThat(counters.metrics().evaluation().count()).isEqualTo(2 * PANES);
    }

    @Test
    void shouldSayTheSameHoweverOftenItStartsAgain() {
        StageContext<StreamKey, Outcome> stage = stage();
        List<Record<? extends StreamKey, ? extends Outcome>> undisturbed =
                run(stage, started(stage, MAP), 0, PANES, MAP);

        List<Record<? extends StreamKey, ? extends Outcome>> disturbed = new ArrayList<>();
        StageContext<StreamKey, Outcome> other = stage();
        for (int minute = 0; minute < PANES; minute += 7) {
            other = other.restarted();
            disturbed.addAll(run(other, started(other, MAP), minute, Math.min(PANES, minute + 7), MAP));
        }

        assertThat(alerts(undisturbed)).isNotEmpty();
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void shouldSayTheSameWithMoreStreamsThanItHasRoomFor() {
        StageContext<StreamKey, Outcome> roomy = stage();
        StageContext<StreamKey, Outcome> cramped = stage();

        List<Record<? extends StreamKey, ? extends Outcome>> expected = runMany(roomy, started(roomy, MAP));

        assertThat(runMany(cramped, started(cramped, MAP, Integer.MAX_VALUE))).isEqualTo(expected);
    }

    private static List<Record<? extends StreamKey, ? extends Outcome>> runMany(
            StageContext<StreamKey, Outcome> stage, MonitorProcessor processor) {
        for (int minute = 0; minute < 30; minute++) {
            for (int stream = 0; stream < 12; stream++) {
                processor.process(pane(new StreamKey("agent-" + stream, ""), minute, MAP));
            }
        }
        return stage.sent();
    }

    @Test
    void shouldForgetWhatItsStoresDoNotHaveWhenItsTaskIsRevived() {
        StageContext<StreamKey, Outcome> stage = stage();
        MonitorProcessor processor = started(stage, MAP);
        run(stage, processor, 0, 20, MAP);
        StageContext<StreamKey, Outcome> empty = stage();
        processor.init(empty.context());

        StageContext<StreamKey, Outcome> fresh = stage();
        assertThat(run(empty, processor, 20, 40, MAP)).isEqualTo(run(fresh, started(fresh, MAP), 20, 40, MAP));
    }

    @Test
    void shouldStartAfreshWithAnotherFeatureMap() {
        KernelFeatureMap other = map("other");
        StageContext<StreamKey, Outcome> stage = stage();
        run(stage, started(stage, MAP), 0, CHANGE + 10, MAP);
        stage = stage.restarted();
        MonitorProcessor processor = started(stage, other);

        List<Record<? extends StreamKey, ? extends Outcome>> sent =
                run(stage, processor, CHANGE + 10, CHANGE + 12, other);

        assertThat(alerts(sent))
                .extracting(DriftAlert::getTransition)
                .containsExactly(AlertTransition.RESOLVED, AlertTransition.OPENED, AlertTransition.OPENED);
        assertThat(alerts(sent).subList(1, 3))
                .allMatch(alert -> alert.getKind() == AlertKind.EMBEDDING_MISMATCH
                        && alert.getDetectorFamily().equals("embedding"))
                .extracting(DriftAlert::getAgentId)
                .containsExactlyInAnyOrder(SHIFTING.agentId(), STEADY.agentId());
        assertThat(sent.stream()
                        .filter(record -> record.value() instanceof Outcome.Report)
                        .map(record -> ((Outcome.Report) record.value()).value().getState()))
                .containsOnly(MonitorState.WARMING_UP);
    }

    @Test
    void shouldKeepNoMorePanesThanTheReferenceNeeds() {
        StageContext<StreamKey, Outcome> stage = stage();
        MonitorProcessor processor = started(stage, MAP);
        run(stage, processor, 0, 95, MAP);
        long after95 = stage.store(Stores.KEPT_PANES).approximateNumEntries();
        run(stage, processor, 95, PANES, MAP);

        assertThat(after95).isPositive();
        // The frozen reference of the stream with the incident is kept beside its newer panes.
        assertThat(stage.store(Stores.KEPT_PANES).approximateNumEntries()).isLessThan(2 * PANES);
    }

    private static LeewayConfig other(String windows, String features) {
        return LeewayConfig.parse("test", """
                defaults:
                  windows: %s
                  references: {trailing: {length: 80m, gap: 10m}}
                  features: %s
                """.formatted(windows, features), Map.of(), Map.of());
    }

    private static List<DriftReport> reports(List<Record<? extends StreamKey, ? extends Outcome>> records) {
        List<DriftReport> reports = new ArrayList<>();
        records.forEach(record -> {
            if (record.value() instanceof Outcome.Report report) {
                reports.add(report.value());
            }
        });
        return reports;
    }

    /** A window is there from one pane on, of all streams, and made of panes from before; as after a restart with it. */
    @Test
    void shouldTakeUpAWindowAtTheBorderOfAPaneAsARestartWould() {
        LeewayConfig wider = other("[10m, 30m]", "{}");
        InForce changing = time -> time < 90 * MINUTE ? config.live() : wider.live();
        inForce = changing;
        StageContext<StreamKey, Outcome> stage = stage();
        List<Record<? extends StreamKey, ? extends Outcome>> live = run(stage, started(stage, MAP), 0, PANES, MAP);
        StageContext<StreamKey, Outcome> other = stage();
        inForce = InForce.always(config.live());
        List<Record<? extends StreamKey, ? extends Outcome>> restarted =
                new ArrayList<>(run(other, started(other, MAP), 0, 90, MAP));
        inForce = InForce.always(wider.live());
        other = other.restarted();
        restarted.addAll(run(other, started(other, MAP), 90, PANES, MAP));

        assertThat(live).isEqualTo(restarted);
        assertThat(reports(live)).hasSize(2 * PANES).allSatisfy(report -> {
            boolean after = report.getPaneStart().toEpochMilli() >= 90 * MINUTE;
            assertThat(report.getConfigVersion()).isEqualTo((after ? wider : config).configVersion());
            assertThat(report.getTests().stream()
                            .anyMatch(test -> test.getWindow().equals("PT30M")))
                    .as("pane at %s", report.getPaneStart())
                    .isEqualTo(after);
            if (after) {
                assertThat(report.getState()).isNotEqualTo(MonitorState.WARMING_UP);
            }
        });
        assertThat(alerts(live)).isNotEmpty();
    }

    @Test
    void shouldEndTheAlertOfAFeatureThatIsSwitchedOff() {
        LeewayConfig without = other("[10m]", "{numbers: off}");
        inForce = time -> time < 110 * MINUTE ? config.live() : without.live();
        StageContext<StreamKey, Outcome> stage = stage();
        List<DriftAlert> alerts = alerts(run(stage, started(stage, MAP), 0, 111, MAP));

        assertThat(alerts)
                .extracting(DriftAlert::getTransition)
                .containsExactly(AlertTransition.OPENED, AlertTransition.RESOLVED);
        assertThat(alerts.get(1).getResolution()).isEqualTo("reconfigured: what had moved is no longer monitored");
        assertThat(stage.store(Stores.OPEN_ALERTS).approximateNumEntries()).isZero();
    }

    private static Record<StreamKey, ClosedPane> mixPane(int minute) {
        Random random = new Random(minute);
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < 20; i++) {
            boolean first = random.nextDouble() < (minute < CHANGE ? 0.7 : 0.1);
            summary.add(
                    new Observation(
                            minute + "-" + i,
                            null,
                            null,
                            minute * MINUTE + i,
                            TextState.MISSING,
                            null,
                            new TreeMap<>(),
                            new TreeMap<>(Map.of("cohort", first ? "v1" : "v2"))),
                    MAP);
        }
        ClosedPane pane = new ClosedPane(
                new PaneEntry(minute * MINUTE, (minute + 1) * MINUTE, summary), ClosedPane.ClosedBy.TIME, List.of());
        return new Record<>(StreamKey.mix("shifting"), pane, minute);
    }

    @Test
    void shouldEndTheAlertOfAMixThatIsNoLongerWatched() {
        LeewayConfig watched = LeewayConfig.parse("test", """
                defaults:
                  windows: [10m]
                  references: {trailing: {length: 80m, gap: 10m}}
                  cohorts: {mix: true}
                """, Map.of(), Map.of());
        inForce = time -> time < 112 * MINUTE ? watched.live() : config.live();
        StageContext<StreamKey, Outcome> stage = stage();
        MonitorProcessor processor = started(stage, MAP);
        for (int minute = 0; minute < 112; minute++) {
            processor.process(pane(STEADY, minute, MAP));
            processor.process(mixPane(minute));
        }
        assertThat(alerts(stage.sent()))
                .extracting(DriftAlert::getTransition)
                .contains(AlertTransition.OPENED)
                .doesNotContain(AlertTransition.RESOLVED);
        processor.process(pane(STEADY, 112, MAP));
        List<DriftAlert> ended = alerts(stage.sent());

        assertThat(ended).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.getCohort()).isEqualTo(StreamKey.ALL);
            assertThat(alert.getTransition()).isEqualTo(AlertTransition.RESOLVED);
            assertThat(alert.getResolution()).startsWith("reconfigured");
        });
        assertThat(stage.store(Stores.OPEN_ALERTS).approximateNumEntries()).isZero();
        assertThat(stage.store(Stores.MONITORS).get(StreamKey.mix("shifting"))).isNull();
    }
}
