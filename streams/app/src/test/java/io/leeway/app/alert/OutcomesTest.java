/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import static io.leeway.app.alert.AlertFixtures.MINUTE;
import static io.leeway.app.alert.AlertFixtures.RUN;
import static io.leeway.app.alert.AlertFixtures.START;
import static io.leeway.app.alert.AlertFixtures.STREAM;
import static io.leeway.app.alert.AlertFixtures.TRACE;
import static io.leeway.app.alert.AlertFixtures.evaluation;
import static io.leeway.app.alert.AlertFixtures.evidence;
import static io.leeway.app.alert.AlertFixtures.opened;
import static io.leeway.app.alert.AlertFixtures.pane;
import static io.leeway.app.alert.AlertFixtures.resolved;
import static io.leeway.app.alert.AlertFixtures.tested;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.Links;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.FeatureEvaluation;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Detectability;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Governance;
import io.leeway.stats.monitor.LimitFindings;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final Tested REASON = tested("number:latency", Detector.LADDER, 1e-9);

    private final OpenAlerts open = OpenAlerts.inMemory();
    private final Outcomes outcomes = new Outcomes(RUN, Links.NONE);

    private List<Outcome> of(ClosedPane pane, Evaluation evaluation) {
        return outcomes.of(STREAM, MonitorSettings.DEFAULTS, pane, evaluation, open);
    }

    private static <O extends Outcome> List<O> only(Class<O> kind, List<Outcome> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void shouldPublishThePane() {
        PaneSummary pane = only(Outcome.Pane.class, of(pane(0), evaluation(0, List.of(), List.of(), Map.of())))
                .get(0)
                .value();

        assertThat(pane.getAgentId()).isEqualTo("support");
        assertThat(pane.getCohort()).isEqualTo("v2");
        assertThat(pane.getPaneStart()).isEqualTo(Instant.ofEpochMilli(START));
        assertThat(pane.getPaneEnd()).isEqualTo(Instant.ofEpochMilli(START + MINUTE));
        assertThat(pane.getClosedBy()).isEqualTo(PaneClosedBy.IDLE);
        assertThat(pane.getEvents()).isEqualTo(1);
        assertThat(pane.getFormatVersion()).isEqualTo(1);
        assertThat(pane.getSources()).containsExactly("chats", "calls");
        byte[] summary = new byte[pane.getSummary().remaining()];
        pane.getSummary().duplicate().get(summary);
        assertThat(io.leeway.stats.sketch.PaneSummary.fromBytes(summary).digest())
                .isEqualTo(pane.getDigest());
        assertThat(Records.PANE_SUMMARY.decode(Records.PANE_SUMMARY.encode(pane)))
                .isEqualTo(pane);
    }

    @Test
    void shouldReportEveryComparison() {
        Tested quiet = tested("category:tool", Detector.SHARES, 0.5);
        DriftReport report = only(
                        Outcome.Report.class, of(pane(0), evaluation(0, List.of(REASON, quiet), List.of(), Map.of())))
                .get(0)
                .value();

        assertThat(report.getState()).isEqualTo(MonitorState.DRIFT);
        assertThat(report.getFlags()).containsExactly("provisional", "reference_frozen");
        assertThat(report.getConfigVersion()).isEqualTo("c0ffee");
        assertThat(report.getTests()).hasSize(2);
        FeatureEvaluation first = report.getTests().get(0);
        assertThat(first.getFeature()).isEqualTo("number:latency");
        assertThat(first.getDetector()).isEqualTo("ladder");
        assertThat(first.getWindow()).isEqualTo("PT5M");
        assertThat(first.getReturnPeriodPanes()).isEqualTo(1 / REASON.result().pValue());
        assertThat(first.getStatistic()).isEqualTo(12.5);
        assertThat(first.getEvents()).isEqualTo(120);
        assertThat(first.getReferenceEvents()).isEqualTo(5000);
        assertThat(first.getPhi()).isEqualTo(1.25);
        assertThat(first.getDeff()).isEqualTo(1.5);
        assertThat(first.getNote()).isEqualTo("saddlepoint");
        assertThat(first.getSignificant()).isTrue();
        assertThat(report.getTests().get(1).getSignificant()).isFalse();
        assertThat(Records.DRIFT_REPORT.fromJson(Records.DRIFT_REPORT.toJson(report)))
                .isEqualTo(report);
    }

    @Test
    void shouldReportEveryState() {
        for (Evaluation.State state : Evaluation.State.values()) {
            Evaluation evaluation =
                    new Evaluation(START, START + MINUTE, state, Set.of(), List.of(), List.of(), Map.of(), List.of());

            assertThat(only(Outcome.Report.class, of(pane(0), evaluation))
                            .get(0)
                            .value()
                            .getState()
                            .name())
                    .isEqualTo(state.name());
        }
    }

    @Test
    void shouldReportHowSoonAChangeWouldBeSeen() {
        Evaluation evaluation = new Evaluation(
                START,
                START + MINUTE,
                Evaluation.State.OK,
                Set.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                LimitFindings.NONE,
                Governance.NONE,
                Optional.of(new Detectability(
                        Detectability.Change.NEW_TOPIC,
                        "text",
                        0.1,
                        Detectability.Verdict.SEEN,
                        Duration.ofMinutes(40),
                        Duration.ofMinutes(200),
                        0,
                        START)));

        var reported = only(Outcome.Report.class, of(pane(0), evaluation))
                .get(0)
                .value()
                .getDetectability();

        assertThat(reported.getChange()).isEqualTo("new_topic");
        assertThat(reported.getVerdict()).isEqualTo("seen");
        assertThat(reported.getDelayMs()).isEqualTo(40 * MINUTE);
        assertThat(reported.getWithinMs()).isEqualTo(200 * MINUTE);
        assertThat(reported.getSmallestSize()).isNull();
        assertThat(reported.getWorkedOutAt().toEpochMilli()).isEqualTo(START);
    }

    @Test
    void shouldNameWindowsByEvents() {
        assertThat(Windows.name(WindowSpec.ofEvents(500, Duration.ofHours(6)))).isEqualTo("500 events in PT6H");
    }

    @Test
    void shouldSayNothingOfAFamilyToWhichNothingHappened() {
        Decision none = new Decision(
                Family.TEXT, Decision.Status.OK, Decision.Transition.NONE, null, List.of(), FamilyState.INITIAL);

        assertThat(of(pane(0), evaluation(0, List.of(), List.of(none), Map.of())))
                .hasExactlyElementsOfTypes(Outcome.Pane.class, Outcome.Report.class);
    }

    @Test
    void shouldFollowAnAlertFromItsOpeningToItsEnd() {
        List<Outcome> opening = of(
                pane(0),
                evaluation(
                        0,
                        List.of(REASON),
                        List.of(opened(Family.NUMBERS, START + MINUTE, REASON)),
                        Map.of(Family.NUMBERS, evidence(REASON, TRACE))));
        List<Outcome> end =
                of(pane(60), evaluation(60, List.of(), List.of(resolved(Family.NUMBERS, START + MINUTE)), Map.of()));

        Outcome.Alert first = only(Outcome.Alert.class, opening).get(0);
        Outcome.Alert last = only(Outcome.Alert.class, end).get(0);
        assertThat(first.key()).isEqualTo(last.key()).isEqualTo("support|v2|numbers");
        DriftAlert resolved = last.value();
        assertThat(resolved.getAlertId()).isEqualTo(first.value().getAlertId());
        assertThat(resolved.getTransition()).isEqualTo(AlertTransition.RESOLVED);
        assertThat(resolved.getSummary()).isEqualTo(first.value().getSummary());
        assertThat(resolved.getExemplars()).isEqualTo(first.value().getExemplars());
        assertThat(resolved.getResolvedAt()).isEqualTo(Instant.ofEpochMilli(START + 61 * MINUTE));
        assertThat(open.get("support|v2|numbers")).isNull();
    }

    @Test
    void shouldTellTheSameAlertAnewWhenItEscalates() {
        Decision opened = opened(Family.NUMBERS, START + MINUTE, REASON);
        DriftAlert first = only(
                        Outcome.Alert.class,
                        of(
                                pane(0),
                                evaluation(
                                        0,
                                        List.of(REASON),
                                        List.of(opened),
                                        Map.of(Family.NUMBERS, evidence(REASON, TRACE)))))
                .get(0)
                .value();
        FamilyState.Incident incident = new FamilyState.Incident(
                opened.incident().openedAt(),
                opened.incident().suspectedFrom(),
                new FamilyState.Told(START + 31 * MINUTE, Severity.ALERT, 4, new TreeSet<>(List.of("number:latency"))));
        Decision escalated = new Decision(
                Family.NUMBERS,
                Decision.Status.DRIFT,
                Decision.Transition.ESCALATED,
                incident,
                List.of(REASON),
                opened.after());
        List<Outcome> outcomes = of(
                pane(30),
                evaluation(
                        30, List.of(REASON), List.of(escalated), Map.of(Family.NUMBERS, evidence(REASON, "trace-2"))));

        DriftAlert again = only(Outcome.Alert.class, outcomes).get(0).value();
        assertThat(again.getAlertId()).isEqualTo(first.getAlertId());
        assertThat(again.getTransition()).isEqualTo(AlertTransition.ESCALATED);
        assertThat(again.getOpenedAt()).isEqualTo(first.getOpenedAt());
        assertThat(again.getUpdatedAt()).isEqualTo(Instant.ofEpochMilli(START + 31 * MINUTE));
        assertThat(again.getExemplars().get(0).getTraceId()).isEqualTo("trace-2");
        assertThat(only(Outcome.Audit.class, outcomes).get(0).value().getAction())
                .isEqualTo("escalate");
        assertThat(open.get("support|v2|numbers")).isEqualTo(again);
    }

    @Test
    void shouldAuditEachTransition() {
        List<Outcome> opening = of(
                pane(0),
                evaluation(
                        0,
                        List.of(REASON),
                        List.of(opened(Family.NUMBERS, START + MINUTE, REASON)),
                        Map.of(Family.NUMBERS, evidence(REASON, TRACE))));
        List<Outcome> end =
                of(pane(60), evaluation(60, List.of(), List.of(resolved(Family.NUMBERS, START + MINUTE)), Map.of()));

        AuditRecord first = only(Outcome.Audit.class, opening).get(0).value();
        AuditRecord last = only(Outcome.Audit.class, end).get(0).value();
        assertThat(first.getAction()).isEqualTo("open");
        assertThat(first.getBefore()).isNull();
        assertThat(first.getAfter()).isEqualTo("open");
        assertThat(first.getSubject()).isEqualTo("alert numbers");
        assertThat(first.getReason()).contains("trailing", "5000 events in 880 entries", "map-1");
        assertThat(last.getAction()).isEqualTo("resolve");
        assertThat(last.getBefore()).isEqualTo("open");
        assertThat(last.getAfter()).isEqualTo("resolved: recovered");
        assertThat(last.getRecordedAt()).isEqualTo(Instant.ofEpochMilli(START + 61 * MINUTE));
        assertThat(last.getAlertId()).isEqualTo(first.getAlertId());
    }

    @Test
    void shouldKeepTheOpenAlertsOfStreamsApart() {
        Evaluation opening = evaluation(
                0,
                List.of(REASON),
                List.of(opened(Family.NUMBERS, START + MINUTE, REASON)),
                Map.of(Family.NUMBERS, evidence(REASON, TRACE)));
        outcomes.of(new StreamKey("a", ""), MonitorSettings.DEFAULTS, pane(0), opening, open);
        outcomes.of(new StreamKey("b", ""), MonitorSettings.DEFAULTS, pane(0), opening, open);

        assertThat(open.get("a||numbers").getAgentId()).isEqualTo("a");
        assertThat(open.get("b||numbers").getAgentId()).isEqualTo("b");
        assertThat(open.get("a||numbers").getCohort()).isNull();
    }
}
