/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.Links;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.monitor.CohortEvaluation;
import io.leeway.stats.monitor.Governance;
import io.leeway.stats.window.MonitorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one step of a comparison of two live cohorts leads to on the output topics. */
public final class CohortOutcomes {

    private static final String FAMILY = "cohort:";

    /** How an incident ended when other cohorts are compared, or none. */
    private static final String ENDED = "reconfigured: these cohorts are no longer compared";

    private static final String UNMONITORED = "reconfigured: what differed is no longer monitored";

    private final RunIdentity run;
    private final Alerts alerts;

    /**
     * Outcomes of one run.
     *
     * @param run what produces the records
     * @param links where exemplars can be looked at
     */
    public CohortOutcomes(RunIdentity run, Links links) {
        this.run = run;
        this.alerts = new Alerts(run, links);
    }

    /** What alerts and reports call a control: {@code cohort:v1}. */
    public static String reference(String control) {
        return FAMILY + control;
    }

    private static String family(Family family) {
        return FAMILY + family.label();
    }

    /**
     * The records of one step: the report, and what happened to alerts.
     *
     * @param canary the stream that is judged
     * @param control the cohort it is compared with
     * @param settings the agent's settings
     * @param evaluation what came of the step
     * @param open the open alerts, which are kept up to date
     */
    public List<Outcome> of(
            StreamKey canary, String control, MonitorSettings settings, CohortEvaluation evaluation, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(new Outcome.Report(report(canary, control, settings, evaluation)));
        Instant end = Instant.ofEpochMilli(evaluation.end());
        for (Decision decision : evaluation.decisions()) {
            String key = OpenAlerts.key(canary, family(decision.family()));
            if (decision.transition() == Transition.OPENED) {
                DriftAlert opened = opened(
                        canary,
                        control,
                        settings,
                        decision,
                        evaluation.evidence().get(decision.family()));
                open.put(key, opened);
                tell(key, opened, outcomes);
            } else if (decision.transition() == Transition.RESOLVED) {
                resolve(key, end, resolution(decision, settings), open, outcomes);
            }
        }
        return outcomes;
    }

    /** The end of a comparison that is no longer asked for. */
    public List<Outcome> ended(StreamKey canary, long at, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Family family : Family.values()) {
            String key = OpenAlerts.key(canary, family(family));
            if (open.get(key) != null) {
                resolve(key, Instant.ofEpochMilli(at), ENDED, open, outcomes);
            }
        }
        return outcomes;
    }

    private static String resolution(Decision decision, MonitorSettings settings) {
        boolean unmonitored = decision.incident().told().features().stream().noneMatch(settings.features()::includes);
        return unmonitored ? UNMONITORED : GovernedOutcomes.resolution(decision, Governance.NONE);
    }

    private static void resolve(String key, Instant at, String how, OpenAlerts open, List<Outcome> outcomes) {
        DriftAlert resolved = Alerts.resolved(open.get(key), at, how);
        open.remove(key);
        tell(key, resolved, outcomes);
    }

    private static void tell(String key, DriftAlert alert, List<Outcome> outcomes) {
        outcomes.add(new Outcome.Alert(key, alert));
        outcomes.add(new Outcome.Audit(Outcomes.audit(alert, Outcomes.ACTOR)));
    }

    private DriftAlert opened(
            StreamKey canary, String control, MonitorSettings settings, Decision decision, Evidence evidence) {
        DriftAlert opened = alerts.opened(canary, settings, decision, evidence);
        String family = family(decision.family());
        AlertWindow window = opened.getWindow();
        return Alerts.copy(opened)
                .setAlertId(Alerts.id(run, canary, family + "\n" + control, opened.getOpenedAt()))
                .setDetectorFamily(family)
                .setWindow(new AlertWindow(
                        window.getStart(),
                        window.getEnd(),
                        window.getEvents(),
                        window.getEffectiveEvents(),
                        Duration.between(window.getStart(), window.getEnd()).toString()))
                .setSummary(summary(canary, control, decision.family(), evidence))
                .build();
    }

    private static String summary(StreamKey canary, String control, Family family, Evidence evidence) {
        Moved most = evidence.moved().get(0);
        return String.format(
                Locale.ROOT,
                "%s of %s: canary %s differs from control %s, both live since %s: %s: %s"
                        + " (effect %.3f, gate %.3f; e-detector %.1e, bound %.1e; %.0f events against %.0f)",
                family.label(),
                canary.agentId(),
                canary.cohort(),
                control,
                Instant.ofEpochMilli(evidence.strongest().windowStart()),
                most.key().feature(),
                most.description(),
                evidence.strongest().result().effect(),
                evidence.strongest().bounds().gate(),
                evidence.strongest().result().statistic(),
                1 / evidence.strongest().bounds().threshold(),
                evidence.strongest().result().events(),
                evidence.strongest().result().referenceEvents());
    }

    private DriftReport report(
            StreamKey canary, String control, MonitorSettings settings, CohortEvaluation evaluation) {
        return DriftReport.newBuilder()
                .setAgentId(canary.agentId())
                .setCohort(canary.cohortOrNull())
                .setPaneStart(Instant.ofEpochMilli(evaluation.start()))
                .setPaneEnd(Instant.ofEpochMilli(evaluation.end()))
                .setState(Outcomes.state(evaluation.state()))
                .setFlags(List.of())
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setTests(evaluation.tests().stream()
                        .map(test -> Outcomes.evaluated(settings, test, 0))
                        .toList())
                .setNotes(List.of())
                .setLimits(List.of())
                .setComparedWith(control)
                .build();
    }
}
