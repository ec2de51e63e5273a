/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.Outcome;
import io.leeway.app.alert.RunIdentity;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.control.ControlCommands;
import io.leeway.app.control.PendingProcessor;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.ClosedPane.ClosedBy;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.service.Counters;
import io.leeway.app.service.SettableClock;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class SilenceProcessorTest {

    private static final StreamKey STREAM = new StreamKey("support", "v2");
    private static final SourcePartition ONE = new SourcePartition("chats", 0);
    private static final SourcePartition TWO = new SourcePartition("chats", 1);
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Duration PANE = Duration.ofMinutes(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final LeewayConfig CONFIG =
            LeewayConfig.parse("test", "agents: {\"support\": {no-data: 30m}}", Map.of(), Map.of());

    private LiveSettings inForce = CONFIG.live();
    private final SettableClock clock = new SettableClock();
    private final Counters counters = new Counters();
    private long behind = Long.MAX_VALUE;
    private StageContext<StreamKey, Outcome> stage = StageContext.of(
            3, Stores.SILENCES, Stores.PARTIAL_PANES, Stores.MONITORS, Stores.OPEN_ALERTS, Stores.COMMANDS);
    private SilenceProcessor processor = started();

    private SilenceProcessor started() {
        SilenceProcessor started = new SilenceProcessor(
                time -> inForce,
                live -> new NoDataOutcomes(new RunIdentity("leeway", live.version(), "map"), live),
                Set.of(ONE, TWO),
                (source, reader) ->
                        reader == 3 && source.equals(TWO) ? Math.min(behind, clock.millis()) : clock.millis(),
                clock,
                counters.metrics());
        started.init(stage.context());
        return started;
    }

    private void restart() {
        processor.close();
        stage = stage.restarted();
        processor = started();
    }

    private void pane(StreamKey stream, Instant end) {
        PaneEntry entry = new PaneEntry(end.minus(PANE).toEpochMilli(), end.toEpochMilli(), new PaneSummary());
        processor.process(new Record<>(stream, new ClosedPane(entry, ClosedBy.TIME, List.of(ONE)), 7));
    }

    private void passTo(Instant time) {
        clock.set(time);
        stage.punctuate(time.toEpochMilli());
    }

    /** What was sent since, as {@code NO_DATA}, {@code OPENED}, {@code RESOLVED} … */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        outcomes().forEach(outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                told.add(alert.value().getTransition() + " " + alert.value().getUpdatedAt());
            } else if (outcome instanceof Outcome.Report report) {
                told.add(report.value().getState().toString());
            }
        });
        return told;
    }

    private List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        stage.sent().forEach(record -> outcomes.add(record.value()));
        return outcomes;
    }

    private DriftAlert open() {
        passTo(NOON.plus(HALF_HOUR));
        return alert(outcomes());
    }

    private static DriftAlert alert(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Alert)
                .map(outcome -> ((Outcome.Alert) outcome).value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldOpenOnceAndResolveWithTheNextPane() {
        clock.set(NOON);
        pane(STREAM, NOON);
        passTo(NOON.plus(HALF_HOUR).minusMillis(1));
        assertThat(told()).isEmpty();

        passTo(NOON.plus(HALF_HOUR));
        assertThat(told()).containsExactly("NO_DATA", "OPENED 2026-02-01T12:30:00Z");
        passTo(NOON.plus(HALF_HOUR.multipliedBy(3)));
        assertThat(told()).isEmpty();
        assertThat(counters.silent()).isEqualTo(1);

        pane(STREAM, NOON.plus(Duration.ofHours(2)));
        assertThat(told()).containsExactly("RESOLVED 2026-02-01T14:00:00Z");
        assertThat(counters.silent()).isZero();
    }

    @Test
    void shouldSayWhatItKnowsInTheRecords() {
        clock.set(NOON);
        pane(STREAM, NOON);
        passTo(NOON.plus(HALF_HOUR).plusSeconds(9));

        List<Outcome> outcomes = outcomes();
        DriftReport report = ((Outcome.Report) outcomes.get(0)).value();
        assertThat(report.getState()).isEqualTo(MonitorState.NO_DATA);
        assertThat(report.getPaneStart()).isEqualTo(NOON);
        assertThat(report.getPaneEnd()).isEqualTo(NOON);
        assertThat(report.getNotes()).containsExactly("no event for 30m");
        assertThat(((Outcome.Alert) outcomes.get(1)).key()).isEqualTo("support|v2|no-data");
        DriftAlert alert = alert(outcomes);
        assertThat(alert.getKind()).isEqualTo(AlertKind.NO_DATA);
        assertThat(alert.getDetectorFamily()).isEqualTo("no-data");
        assertThat(alert.getOpenedAt()).isEqualTo(NOON.plus(HALF_HOUR));
        assertThat(alert.getWindow().getStart()).isEqualTo(NOON);
        assertThat(alert.getWindow().getEvents()).isZero();
        assertThat(alert.getSummary())
                .isEqualTo("no event of support (v2) since 2026-02-01T12:00:00Z, for longer than 30m");
        AuditRecord audit = ((Outcome.Audit) outcomes.get(2)).value();
        assertThat(audit.getAction()).isEqualTo("open");
        assertThat(audit.getReason()).isEqualTo("no event since 2026-02-01T12:00:00Z, allowed is PT30M");
    }

    @Test
    void shouldTellTheStateButOpenNothingWhereNobodyAskedForIt() {
        clock.set(NOON);
        pane(new StreamKey("other", ""), NOON);
        passTo(NOON.plus(Silences.REPORTED_AFTER).minusMillis(1));
        assertThat(told()).isEmpty();
        passTo(NOON.plus(Silences.REPORTED_AFTER));
        assertThat(told()).containsExactly("NO_DATA");
        pane(new StreamKey("other", ""), NOON.plus(Duration.ofHours(2)));
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldNotTakeABacklogForSilence() {
        clock.set(NOON);
        pane(STREAM, NOON);
        behind = NOON.plus(HALF_HOUR).minusMillis(1).toEpochMilli();
        passTo(NOON.plus(Duration.ofHours(3)));
        assertThat(told()).isEmpty();

        behind = NOON.plus(HALF_HOUR).toEpochMilli();
        passTo(NOON.plus(Duration.ofHours(3)));
        assertThat(told()).hasSize(2);
    }

    @Test
    void shouldSayNothingWhileItIsNotKnownHowFarTheInputsHaveBeenRead() {
        clock.set(NOON);
        pane(STREAM, NOON);
        behind = Long.MIN_VALUE;
        passTo(NOON.plusSeconds(5));
        restart();
        passTo(NOON.plus(Duration.ofDays(30)));
        assertThat(told()).isEmpty();
        assertThat(stage.store(Stores.SILENCES).get(STREAM)).isNotNull();
    }

    @Test
    void shouldNotTakeAPaneThatWaitsForSilence() {
        clock.set(NOON);
        pane(STREAM, NOON);
        PaneKey waiting = new PaneKey(STREAM, NOON.plus(HALF_HOUR).toEpochMilli(), ONE.toString());
        stage.store(Stores.PARTIAL_PANES).put(waiting, new byte[0]);
        passTo(NOON.plus(HALF_HOUR).plusSeconds(20));
        assertThat(told()).isEmpty();

        stage.store(Stores.PARTIAL_PANES).delete(waiting);
        pane(STREAM, NOON.plus(HALF_HOUR).plus(PANE));
        passTo(NOON.plus(HALF_HOUR).plusSeconds(40));
        assertThat(told()).containsExactly("NO_DATA", "OPENED 2026-02-01T12:30:00Z", "RESOLVED 2026-02-01T12:31:00Z");
    }

    @Test
    void shouldCountOnAfterARestartAndOpenNothingTwice() {
        clock.set(NOON);
        pane(STREAM, NOON);
        restart();
        passTo(NOON.plus(Duration.ofHours(1)));
        assertThat(told()).containsExactly("NO_DATA", "OPENED 2026-02-01T12:30:00Z");
        assertThat(counters.silent()).isEqualTo(1);

        restart();
        assertThat(counters.silent()).isEqualTo(1);
        passTo(NOON.plus(Duration.ofHours(2)));
        assertThat(told()).isEmpty();
        pane(STREAM, NOON.plus(Duration.ofHours(2)));
        assertThat(told()).containsExactly("RESOLVED 2026-02-01T14:00:00Z");
    }

    @Test
    void shouldNotCallEventsOfThePastSilenceWhenTheyAreReadNow() {
        clock.set(NOON.plus(Duration.ofDays(300)));
        pane(STREAM, NOON);
        passTo(clock.instant().plus(HALF_HOUR).minusMillis(1));
        assertThat(told()).isEmpty();
        passTo(clock.instant().plusMillis(1));
        assertThat(told()).containsExactly("NO_DATA", "OPENED 2026-02-01T12:30:00Z");
    }

    @Test
    void shouldTellOfAGapThatTheClockWasNotAskedAbout() {
        clock.set(NOON);
        pane(STREAM, NOON);
        DriftAlert live = open();

        SettableClock later = clock;
        later.set(NOON.plus(Duration.ofDays(1)));
        StageContext<StreamKey, Outcome> again = StageContext.of(
                3, Stores.SILENCES, Stores.PARTIAL_PANES, Stores.MONITORS, Stores.OPEN_ALERTS, Stores.COMMANDS);
        stage = again;
        processor = started();
        pane(STREAM, NOON);
        pane(STREAM, NOON.plus(Duration.ofHours(2)));

        List<Outcome> outcomes = outcomes();
        DriftAlert opened = alert(outcomes);
        assertThat(opened).isEqualTo(live);
        DriftAlert resolved = ((Outcome.Alert) outcomes.get(3)).value();
        assertThat(resolved.getAlertId()).isEqualTo(live.getAlertId());
        assertThat(resolved.getResolvedAt()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(resolved.getResolution()).isEqualTo("recovered: events came again");
    }

    @Test
    void shouldExpectNothingAnyMoreAfterAWeek() {
        clock.set(NOON);
        pane(STREAM, NOON);
        open();
        passTo(NOON.plus(Silences.FORGOTTEN_AFTER));

        DriftAlert ended = alert(outcomes());
        assertThat(ended.getResolvedAt()).isEqualTo(NOON.plus(Silences.FORGOTTEN_AFTER));
        assertThat(ended.getResolution()).startsWith("abandoned: no event for 7 days");
        assertThat(counters.silent()).isZero();
        assertThat(stage.store(Stores.SILENCES).get(STREAM)).isNull();
        pane(STREAM, NOON.plus(Duration.ofDays(8)));
        assertThat(told()).isEmpty();
    }

    private static ControlCommand.Builder command(CommandKind kind) {
        return ControlCommands.of("k-1", kind, STREAM.agentId()).setCohort(STREAM.cohort());
    }

    private void give(ControlCommand command) {
        PendingProcessor pending = new PendingProcessor(counters.metrics());
        pending.init(stage.context());
        stage.store(Stores.MONITORS).put(STREAM, io.leeway.stats.monitor.MonitorState.INITIAL.toBytes());
        pending.process(new Record<>(STREAM, command, 7));
    }

    @Test
    void shouldNameWhoLooksAfterItWithoutWaitingForAPane() {
        clock.set(NOON);
        pane(STREAM, NOON);
        DriftAlert alert = open();
        give(command(CommandKind.ACKNOWLEDGE).setAlertId(alert.getAlertId()).build());

        List<Outcome> outcomes = outcomes();
        assertThat(((Outcome.Audit) outcomes.get(0)).value().getCommandId()).isEqualTo("k-1");
        assertThat(alert(outcomes).getAcknowledgedBy()).isEqualTo("ana");
        pane(STREAM, NOON.plus(Duration.ofDays(1)));
        assertThat(alert(outcomes()).getAcknowledgedBy()).isEqualTo("ana");
        assertThat(stage.store(Stores.COMMANDS).get(STREAM)).isNull();
    }

    @Test
    void shouldEndAndStayQuietWhenSilenceIsAcceptedAsNormal() {
        clock.set(NOON);
        pane(STREAM, NOON);
        open();
        give(command(CommandKind.ACCEPT).setReason("retired").build());

        assertThat(alert(outcomes()).getResolution()).isEqualTo("accepted by ana: retired");
        passTo(NOON.plus(Silences.FORGOTTEN_AFTER));
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldOpenWhenAMuteEnds() {
        clock.set(NOON);
        pane(STREAM, NOON);
        give(command(CommandKind.MUTE).setUntil(NOON.plus(Duration.ofHours(1))).build());
        passTo(NOON.plus(Duration.ofHours(1)).minusMillis(1));
        assertThat(told()).containsExactly("NO_DATA");
        passTo(NOON.plus(Duration.ofHours(1)));
        assertThat(told()).containsExactly("OPENED 2026-02-01T12:30:00Z");
    }

    @Test
    void shouldEndAnAlertThatIsNoLongerAskedFor() {
        clock.set(NOON);
        pane(STREAM, NOON);
        DriftAlert opened = open();
        inForce = LeewayConfig.parse("test", "", Map.of(), Map.of()).live();
        Instant later = NOON.plus(HALF_HOUR).plusSeconds(5);
        passTo(later);

        DriftAlert ended = alert(outcomes());
        assertThat(ended.getAlertId()).isEqualTo(opened.getAlertId());
        assertThat(ended.getResolvedAt()).isEqualTo(later);
        assertThat(ended.getResolution()).startsWith("reconfigured");
        assertThat(stage.store(Stores.OPEN_ALERTS).approximateNumEntries()).isZero();
        passTo(later.plusSeconds(5));
        assertThat(told()).as("once").isEmpty();
    }

    @Test
    void shouldKeepAnAlertWhileItIsNotKnownHowFarTheInputsWereRead() {
        clock.set(NOON);
        pane(STREAM, NOON);
        var unused = open();
        inForce = LeewayConfig.parse("test", "", Map.of(), Map.of()).live();
        behind = Long.MIN_VALUE;
        passTo(NOON.plus(HALF_HOUR).plusSeconds(5));

        assertThat(told()).isEmpty();
    }
}
