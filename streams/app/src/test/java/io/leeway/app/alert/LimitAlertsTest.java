/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import static io.leeway.app.alert.AlertFixtures.MINUTE;
import static io.leeway.app.alert.AlertFixtures.RUN;
import static io.leeway.app.alert.AlertFixtures.START;
import static io.leeway.app.alert.AlertFixtures.STREAM;
import static io.leeway.app.alert.AlertFixtures.evaluation;
import static io.leeway.app.alert.AlertFixtures.pane;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.Links;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.Records;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.limit.LimitResult;
import io.leeway.stats.limit.LimitState;
import io.leeway.stats.monitor.LimitFindings;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import io.leeway.stats.window.MonitorSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitAlertsTest {

    private static final LimitSpec P99 = new LimitSpec("latency|Ms", Quantity.quantile(99), Side.AT_MOST, 3000);
    private static final LimitSpec SUCCESS = new LimitSpec("latency|Ms", Quantity.rate(), Side.AT_LEAST, 0.9);
    private static final LimitResult BREACH = result(P99, 0, 4120.4, 12, 1e-14);
    private static final LimitState.Incident INCIDENT = new LimitState.Incident(START + MINUTE, START - 4 * MINUTE, 0);

    private final OpenAlerts open = OpenAlerts.inMemory();
    private final Outcomes outcomes = new Outcomes(RUN, Links.NONE);

    private static LimitResult result(LimitSpec limit, int window, double observed, long beyond, double p) {
        return new LimitResult(limit, window, START - 4 * MINUTE, observed, 50, 40.5, beyond, p, true, false);
    }

    private List<Outcome> of(int minute, Transition transition, LimitResult... reasons) {
        Exemplar event = new Exemplar(
                "e-9", null, "s-1", START, null, Collections.emptySortedMap(), Collections.emptySortedMap());
        LimitFindings findings = new LimitFindings(
                List.of(reasons),
                List.of(new LimitDecision("latency|Ms", transition, INCIDENT, List.of(reasons), LimitState.INITIAL)),
                transition == Transition.OPENED
                        ? Map.of("latency|Ms", List.of(new Witness(event, 1120, Witness.Role.NEW)))
                        : Map.of());
        return outcomes.of(
                STREAM,
                MonitorSettings.DEFAULTS,
                pane(minute),
                evaluation(minute, List.of(), List.of(), Map.of()).withLimits(findings),
                open);
    }

    private static <O extends Outcome> O only(Class<O> kind, List<Outcome> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    @Test
    void shouldSayWhichLimitBrokeAndByHowMuch() {
        Outcome.Alert outcome = only(
                Outcome.Alert.class,
                of(0, Transition.OPENED, BREACH, result(P99, 1, 3900, 10, 1e-9), result(SUCCESS, 0, 0.5, 25, 1e-6)));
        DriftAlert alert = outcome.value();

        assertThat(outcome.key()).isEqualTo("support|v2|limit:latency%7CMs");
        assertThat(alert.getKind()).isEqualTo(AlertKind.LIMIT);
        assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED);
        assertThat(alert.getDetectorFamily()).isEqualTo("limit:latency|Ms");
        assertThat(alert.getAlertId()).matches("[0-9a-f]{32}");
        assertThat(alert.getOpenedAt()).isEqualTo(Instant.ofEpochMilli(START + MINUTE));
        assertThat(alert.getWindow().getStart()).isEqualTo(Instant.ofEpochMilli(START - 4 * MINUTE));
        assertThat(alert.getWindow().getEnd()).isEqualTo(Instant.ofEpochMilli(START + MINUTE));
        assertThat(alert.getWindow().getSpec()).isEqualTo("PT5M");
        assertThat(alert.getReference().getName()).isEqualTo("limit");
        assertThat(alert.getReference().getEvents()).isZero();
        assertThat(alert.getStatistic()).isEqualTo(4120.4);
        assertThat(alert.getEffect()).isEqualTo(4120.4 - 3000);
        assertThat(alert.getPValue()).isEqualTo(1e-14);
        assertThat(alert.getThreshold()).isEqualTo(1e-4);
        assertThat(alert.getProvisional()).isFalse();
        assertThat(alert.getSummary())
                .isEqualTo("latency|Ms of support (v2) broke its limit in the 50 events since 2025-12-31T23:56:00Z: "
                        + "p99 is 4120, at most 3000 is allowed; 12 of 50 values beyond (p 1.0e-14, bound 1.0e-04)");
        assertThat(alert.getMovedFeatures()).as("each limit once").hasSize(2);
        assertThat(alert.getMovedFeatures().get(0).getDetector()).isEqualTo("p99 at most");
        assertThat(alert.getMovedFeatures().get(0).getBefore()).isEqualTo(3000);
        assertThat(alert.getMovedFeatures().get(0).getAfter()).isEqualTo(4120.4);
        assertThat(alert.getMovedFeatures().get(1).getEffect()).isEqualTo(0.4);
        assertThat(alert.getMovedFeatures().get(1).getDescription()).isEqualTo("rate is 0.5, at least 0.9 is allowed");
        assertThat(alert.getExemplars()).singleElement().satisfies(exemplar -> {
            assertThat(exemplar.getEventId()).isEqualTo("e-9");
            assertThat(exemplar.getScore()).isEqualTo(1120);
            assertThat(exemplar.getRole()).isEqualTo(ExemplarRole.NEW);
        });
        assertThat(Records.DRIFT_ALERT.fromJson(Records.DRIFT_ALERT.toJson(alert)))
                .isEqualTo(alert);
    }

    @Test
    void shouldFollowAnAlertToItsEndAndAuditBoth() {
        List<Outcome> opening = of(0, Transition.OPENED, BREACH);
        List<Outcome> between = of(1, Transition.NONE, BREACH);
        List<Outcome> end = of(20, Transition.RESOLVED);

        assertThat(between).hasExactlyElementsOfTypes(Outcome.Pane.class, Outcome.Report.class);
        DriftAlert first = only(Outcome.Alert.class, opening).value();
        DriftAlert last = only(Outcome.Alert.class, end).value();
        assertThat(last.getAlertId()).isEqualTo(first.getAlertId());
        assertThat(last.getTransition()).isEqualTo(AlertTransition.RESOLVED);
        assertThat(last.getResolvedAt()).isEqualTo(Instant.ofEpochMilli(START + 21 * MINUTE));
        assertThat(open.get(only(Outcome.Alert.class, opening).key())).isNull();
        AuditRecord audit = only(Outcome.Audit.class, opening).value();
        assertThat(audit.getSubject()).isEqualTo("alert limit:latency|Ms");
        assertThat(audit.getReason()).isEqualTo("limits p99 at most 3000.0 observed 4120.4; p 1.0E-14 <= 1.0E-4");
    }

    @Test
    void shouldReportEveryWindowOfEveryLimit() {
        DriftReport report = only(Outcome.Report.class, of(0, Transition.NONE, BREACH, result(P99, 1, 2000, 0, 1)))
                .value();

        assertThat(report.getLimits()).hasSize(2);
        assertThat(report.getLimits().get(0).getFeature()).isEqualTo("latency|Ms");
        assertThat(report.getLimits().get(0).getLimit()).isEqualTo("p99 at most");
        assertThat(report.getLimits().get(0).getBound()).isEqualTo(3000);
        assertThat(report.getLimits().get(0).getObserved()).isEqualTo(4120.4);
        assertThat(report.getLimits().get(0).getBreached()).isTrue();
        assertThat(report.getLimits().get(1).getWindow()).isEqualTo("PT20M");
    }
}
