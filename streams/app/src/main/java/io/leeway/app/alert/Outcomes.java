/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.Links;
import io.leeway.app.history.PaneForm;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.FeatureEvaluation;
import io.leeway.schemas.MonitorState;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.window.MonitorSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything one evaluated pane leads to on the output topics. */
public final class Outcomes {

    /** Who does what nobody asked for. */
    static final String ACTOR = "leeway";

    private final RunIdentity run;
    private final Alerts alerts;
    private final LimitAlerts limits;
    private final GovernedOutcomes governed;

    /**
     * Outcomes of one run.
     *
     * @param run what produces the records
     * @param links where exemplars can be looked at
     */
    public Outcomes(RunIdentity run, Links links) {
        this.run = run;
        this.alerts = new Alerts(run, links);
        this.limits = new LimitAlerts(run, alerts);
        this.governed = new GovernedOutcomes(run, ACTOR);
    }

    /**
     * The records of one pane: the pane, the report, and what happened to alerts.
     *
     * @param stream the stream
     * @param settings its settings
     * @param pane the closed pane
     * @param evaluation what came of it
     * @param open the open alerts, which are kept up to date
     */
    public List<Outcome> of(
            StreamKey stream, MonitorSettings settings, ClosedPane pane, Evaluation evaluation, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(new Outcome.Pane(PaneForm.of(stream, pane, run.featureMap())));
        outcomes.add(new Outcome.Report(report(stream, settings, evaluation)));
        outcomes.addAll(told(stream, settings, evaluation, open));
        return outcomes;
    }

    /** What happened to alerts, and its audit, without the records that every pane leads to. */
    public List<Outcome> told(StreamKey stream, MonitorSettings settings, Evaluation evaluation, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>(governed.audit(stream, evaluation, open));
        for (Decision decision : evaluation.decisions()) {
            DriftAlert alert = transition(stream, settings, decision, evaluation, open);
            if (alert != null) {
                if (!evaluation.governance().silenced().contains(decision.family())) {
                    outcomes.add(new Outcome.Alert(OpenAlerts.key(stream, decision.family()), alert));
                }
                outcomes.add(new Outcome.Audit(audit(alert, actor(decision, evaluation))));
            }
        }
        for (LimitDecision decision : evaluation.limits().decisions()) {
            if (decision.transition() != Transition.NONE) {
                String key = OpenAlerts.limitKey(stream, decision.feature());
                DriftAlert alert = transition(key, stream, settings, decision, evaluation, open);
                outcomes.add(new Outcome.Alert(key, alert));
                outcomes.add(new Outcome.Audit(audit(alert, ACTOR)));
            }
        }
        outcomes.addAll(governed.updates(stream, evaluation, open));
        return outcomes;
    }

    /**
     * The end of a stream that is no longer watched: its open incidents end.
     *
     * @param unheard families with an incident that nobody was told of
     * @param limited features whose limits may be broken
     * @param at end of the pane before which it ends, epoch milliseconds
     */
    public static List<Outcome> ended(
            StreamKey stream, Set<Family> unheard, List<String> limited, long at, OpenAlerts open) {
        Map<String, Boolean> told = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            told.put(OpenAlerts.key(stream, family), !unheard.contains(family));
        }
        limited.forEach(feature -> told.put(OpenAlerts.limitKey(stream, feature), true));
        List<Outcome> outcomes = new ArrayList<>();
        told.forEach((key, heard) -> {
            DriftAlert alert = open.get(key);
            if (alert != null) {
                DriftAlert resolved = Alerts.resolved(alert, Instant.ofEpochMilli(at), GovernedOutcomes.UNWATCHED);
                open.remove(key);
                if (heard) {
                    outcomes.add(new Outcome.Alert(key, resolved));
                }
                outcomes.add(new Outcome.Audit(audit(resolved, ACTOR)));
            }
        });
        return outcomes;
    }

    private DriftAlert transition(
            String key,
            StreamKey stream,
            MonitorSettings settings,
            LimitDecision decision,
            Evaluation evaluation,
            OpenAlerts open) {
        if (decision.transition() == Transition.OPENED) {
            DriftAlert opened = limits.opened(stream, settings, decision, evaluation);
            open.put(key, opened);
            return opened;
        }
        DriftAlert resolved = Alerts.resolved(
                open.get(key), Instant.ofEpochMilli(evaluation.paneEnd()), resolution(settings, decision));
        open.remove(key);
        return resolved;
    }

    private static String resolution(MonitorSettings settings, LimitDecision decision) {
        return settings.limits().stream().anyMatch(limit -> limit.feature().equals(decision.feature()))
                ? GovernedOutcomes.RECOVERED
                : GovernedOutcomes.UNLIMITED;
    }

    private DriftAlert transition(
            StreamKey stream, MonitorSettings settings, Decision decision, Evaluation evaluation, OpenAlerts open) {
        String key = OpenAlerts.key(stream, decision.family());
        switch (decision.transition()) {
            case OPENED -> {
                DriftAlert opened = GovernedOutcomes.labelled(
                        alerts.opened(
                                stream,
                                settings,
                                decision,
                                evaluation.evidence().get(decision.family())),
                        evaluation.governance().version());
                open.put(key, opened);
                return opened;
            }
            case ESCALATED, UPDATED -> {
                DriftAlert updated = GovernedOutcomes.labelled(
                        alerts.updated(
                                open.get(key),
                                stream,
                                settings,
                                decision,
                                evaluation.evidence().get(decision.family())),
                        evaluation.governance().version());
                open.put(key, updated);
                return updated;
            }
            case RESOLVED -> {
                DriftAlert resolved = Alerts.resolved(
                        open.get(key),
                        Instant.ofEpochMilli(evaluation.paneEnd()),
                        GovernedOutcomes.resolution(decision, evaluation.governance()));
                open.remove(key);
                return resolved;
            }
            case NONE -> {
                return null;
            }
        }
        throw new IllegalStateException("unknown transition " + decision.transition());
    }

    private DriftReport report(StreamKey stream, MonitorSettings settings, Evaluation evaluation) {
        return DriftReport.newBuilder()
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setPaneStart(Instant.ofEpochMilli(evaluation.paneStart()))
                .setPaneEnd(Instant.ofEpochMilli(evaluation.paneEnd()))
                .setState(state(evaluation.state()))
                .setFlags(evaluation.flags().stream()
                        .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                        .toList())
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setNotes(evaluation.notes().stream()
                        .map(note -> note.reference() + ": " + note.text())
                        .toList())
                .setTests(evaluation.tests().stream()
                        .map(test -> evaluated(
                                settings, test, evaluation.governance().version()))
                        .toList())
                .setLimits(evaluation.limits().results().stream()
                        .map(result -> LimitAlerts.evaluated(settings, result))
                        .toList())
                .setPinnedVersion(
                        evaluation.governance().version() > 0
                                ? evaluation.governance().version()
                                : null)
                .setMutedUntil(
                        evaluation.governance().muted()
                                ? Instant.ofEpochMilli(evaluation.governance().mutedUntil())
                                : null)
                .setDetectability(
                        evaluation.detectability().map(Detectabilities::of).orElse(null))
                .build();
    }

    static MonitorState state(Evaluation.State state) {
        return switch (state) {
            case WARMING_UP -> MonitorState.WARMING_UP;
            case TOO_FEW_EVENTS -> MonitorState.TOO_FEW_EVENTS;
            case OK -> MonitorState.OK;
            case WARN -> MonitorState.WARN;
            case DRIFT -> MonitorState.DRIFT;
        };
    }

    static FeatureEvaluation evaluated(MonitorSettings settings, Tested test, int version) {
        TestResult result = test.result();
        return FeatureEvaluation.newBuilder()
                .setFeature(test.key().feature())
                .setDetector(Windows.name(test.key().detector()))
                .setWindow(Windows.name(settings.comparedWindows().get(test.window())))
                .setReference(GovernedOutcomes.label(test.reference(), version))
                .setStatistic(result.statistic())
                .setPValue(result.pValue())
                .setThreshold(test.bounds().threshold())
                .setEffect(result.effect())
                .setEffectGate(test.bounds().gate())
                .setEvents((long) result.events())
                .setEffectiveEvents(result.effectiveEvents())
                .setReferenceEvents((long) result.referenceEvents())
                .setPhi(result.phi())
                .setDeff(result.deff())
                .setSignificant(result.pValue() <= test.bounds().threshold())
                .setReturnPeriodPanes(
                        Double.isInfinite(test.bounds().returnPeriod())
                                ? null
                                : test.bounds().returnPeriod())
                .setDistances(test.distances())
                .setNote(result.method().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private static String actor(Decision decision, Evaluation evaluation) {
        Change acceptance = decision.transition() == Transition.RESOLVED
                ? GovernedOutcomes.acceptance(decision, evaluation.governance())
                : null;
        return acceptance == null ? ACTOR : acceptance.command().by();
    }

    /** The audit of an alert's transition. */
    static AuditRecord audit(DriftAlert alert, String actor) {
        boolean opened = alert.getTransition() == AlertTransition.OPENED;
        return AuditRecord.newBuilder()
                .setRecordedAt(alert.getUpdatedAt())
                .setAgentId(alert.getAgentId())
                .setCohort(alert.getCohort())
                .setActor(actor)
                .setAction(action(alert.getTransition()))
                .setSubject("alert " + alert.getDetectorFamily())
                .setBefore(opened ? null : "open")
                .setAfter(alert.getResolvedAt() == null ? "open" : "resolved: " + alert.getResolution())
                .setReason(String.join("; ", Alerts.background(alert)))
                .setConfigVersion(alert.getConfigVersion())
                .setAlertId(alert.getAlertId())
                .build();
    }

    private static String action(AlertTransition transition) {
        return switch (transition) {
            case OPENED -> "open";
            case ESCALATED -> "escalate";
            case UPDATED -> "update";
            case RESOLVED -> "resolve";
        };
    }
}
