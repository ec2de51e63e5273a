/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.LimitEvaluation;
import io.leeway.schemas.MovedFeature;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.limit.LimitResult;
import io.leeway.stats.limit.LimitTest;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Side;
import io.leeway.stats.window.MonitorSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Broken limits to the records that alert consumers read. */
final class LimitAlerts {

    private static final String FAMILY = "limit:";
    private static final String REFERENCE = "limit";
    private static final MathContext SHOWN = new MathContext(4, RoundingMode.HALF_EVEN);

    private final RunIdentity run;
    private final Alerts alerts;

    /**
     * Records of one run.
     *
     * @param run what produces them
     * @param alerts shows exemplars as it does for drift
     */
    LimitAlerts(RunIdentity run, Alerts alerts) {
        this.run = run;
        this.alerts = alerts;
    }

    /** {@code limit:latencyMs}: at most one alert is open for it. */
    static String family(String feature) {
        return FAMILY + feature;
    }

    /** Whether an alert is about a limit. */
    static boolean isOne(DriftAlert alert) {
        return alert.getKind() == AlertKind.LIMIT;
    }

    /**
     * The record of an incident that opened. What only a comparison with a reference has is empty: the reference itself, and
     * the least effect.
     */
    DriftAlert opened(StreamKey stream, MonitorSettings settings, LimitDecision decision, Evaluation evaluation) {
        LimitResult strongest = decision.reasons().get(0);
        Instant openedAt = Instant.ofEpochMilli(decision.incident().openedAt());
        Instant windowStart = Instant.ofEpochMilli(strongest.windowStart());
        List<Witness> witnesses = evaluation.limits().witnesses().getOrDefault(decision.feature(), List.of());
        return DriftAlert.newBuilder()
                .setAlertId(Alerts.id(run, stream, family(decision.feature()), openedAt))
                .setTransition(AlertTransition.OPENED)
                .setKind(AlertKind.LIMIT)
                .setSeverity(AlertSeverity.ALERT)
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setDetectorFamily(family(decision.feature()))
                .setOpenedAt(openedAt)
                .setUpdatedAt(openedAt)
                .setProvisional(false)
                .setWindow(new AlertWindow(
                        windowStart,
                        Instant.ofEpochMilli(evaluation.paneEnd()),
                        strongest.events(),
                        strongest.effectiveEvents(),
                        Windows.name(settings.windows().get(strongest.window()))))
                .setReference(new AlertReference(REFERENCE, windowStart, windowStart, 0L, 0))
                .setStatistic(strongest.observed())
                .setThreshold(LimitTest.LEVEL)
                .setPValue(strongest.pValue())
                .setEffect(excess(strongest))
                .setEffectGate(0)
                .setExpectedRunLength(settings.expectedRunLength().toString())
                .setSummary(summary(stream, strongest, windowStart))
                .setMovedFeatures(strongestOfEach(decision.reasons()).stream()
                        .map(LimitAlerts::broken)
                        .toList())
                .setExemplars(witnesses.stream()
                        .map(witness -> alerts.exemplar(stream, witness))
                        .toList())
                .setTopics(List.of())
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setApplication(run.application())
                .build();
    }

    /** Several windows may have seen the same limit broken. */
    private static List<LimitResult> strongestOfEach(List<LimitResult> reasons) {
        Map<String, LimitResult> byLimit = new LinkedHashMap<>();
        reasons.forEach(result -> byLimit.putIfAbsent(result.limit().name(), result));
        return List.copyOf(byLimit.values());
    }

    private static MovedFeature broken(LimitResult result) {
        return new MovedFeature(
                result.limit().feature(),
                result.limit().name(),
                result.pValue(),
                excess(result),
                result.limit().bound(),
                result.observed(),
                words(result));
    }

    private static double excess(LimitResult result) {
        double above = result.observed() - result.limit().bound();
        return result.limit().side() == Side.AT_MOST ? above : -above;
    }

    private static String summary(StreamKey stream, LimitResult strongest, Instant windowStart) {
        return String.format(
                Locale.ROOT,
                "%s of %s broke its limit in the %d events since %s: %s (p %.1e, bound %.1e)",
                strongest.limit().feature(),
                stream.cohort().isEmpty() ? stream.agentId() : stream.agentId() + " (" + stream.cohort() + ")",
                strongest.events(),
                windowStart,
                words(strongest),
                strongest.pValue(),
                LimitTest.LEVEL);
    }

    /** {@code p99 is 4120, at most 3000 is allowed; 12 of 50 values beyond}. */
    private static String words(LimitResult result) {
        LimitSpec limit = result.limit();
        String counted = limit.quantity().kind() == Kind.QUANTILE
                ? "; " + result.beyond() + " of " + result.events() + " values beyond"
                : "";
        return limit.quantity().label() + " is " + rounded(result.observed()) + ", "
                + limit.side().words() + " " + rounded(limit.bound()) + " is allowed" + counted;
    }

    private static String rounded(double value) {
        return Double.isInfinite(value)
                ? Double.toString(value)
                : new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
    }

    /** What stood behind the alert in one line, for the audit. */
    static List<String> background(DriftAlert alert) {
        return List.of(
                "limits "
                        + String.join(
                                ", ",
                                alert.getMovedFeatures().stream()
                                        .map(limit -> limit.getDetector() + " " + limit.getBefore() + " observed "
                                                + limit.getAfter())
                                        .toList()),
                "p " + alert.getPValue() + " <= " + alert.getThreshold());
    }

    static LimitEvaluation evaluated(MonitorSettings settings, LimitResult result) {
        return LimitEvaluation.newBuilder()
                .setFeature(result.limit().feature())
                .setLimit(result.limit().name())
                .setBound(result.limit().bound())
                .setWindow(Windows.name(settings.windows().get(result.window())))
                .setObserved(result.observed())
                .setEvents(result.events())
                .setEffectiveEvents(result.effectiveEvents())
                .setPValue(result.pValue())
                .setThreshold(LimitTest.LEVEL)
                .setBreached(result.breached())
                .build();
    }
}
