/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.monitor.Command;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Governance;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.window.References;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators' commands lead to on the output topics. */
final class GovernedOutcomes {

    private final RunIdentity run;
    /** How an incident ended that nobody ended. */
    static final String RECOVERED = "recovered";

    /** How an incident of a limit ended that was taken away. */
    static final String UNLIMITED = "reconfigured: the limits of this feature were taken away";

    /** How the incidents of a stream ended that is no longer watched. */
    static final String UNWATCHED = "reconfigured: how events are divided among cohorts is no longer watched";

    /** What monitors call it that the settings ended an incident. */
    private static final String RECONFIGURE = "reconfigure";

    /** How an incident of a changed feature map ended. */
    static final String NEW_REFERENCE = "a reference of the new feature map was taken";

    private final String actor;

    /** @param actor who does what nobody asked for */
    GovernedOutcomes(RunIdentity run, String actor) {
        this.run = run;
        this.actor = actor;
    }

    /** The name of a reference with its version: {@code pinned@2}. */
    static String label(String reference, int version) {
        return version > 0 && reference.equals(References.PINNED) ? reference + "@" + version : reference;
    }

    /** An alert that names the version it was compared with. */
    static DriftAlert labelled(DriftAlert alert, int version) {
        AlertReference reference = alert.getReference();
        String label = label(reference.getName(), version);
        return label.equals(reference.getName())
                ? alert
                : Alerts.copy(alert)
                        .setReference(new AlertReference(
                                label,
                                reference.getStart(),
                                reference.getEnd(),
                                reference.getEvents(),
                                reference.getPanes()))
                        .build();
    }

    /** The audit of the changes; before alerts that they end are forgotten. */
    List<Outcome> audit(StreamKey stream, Evaluation evaluation, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Change change : evaluation.governance().changes()) {
            Command command = change.command();
            List<DriftAlert> about =
                    keys(stream, change).stream().map(open::get).toList();
            outcomes.add(new Outcome.Audit(AuditRecord.newBuilder()
                    .setRecordedAt(Instant.ofEpochMilli(evaluation.paneEnd()))
                    .setAgentId(stream.agentId())
                    .setCohort(stream.cohortOrNull())
                    .setActor(command == null ? actor : command.by())
                    .setAction(change.done() ? change.action() : "refuse")
                    .setSubject(change.done() ? change.subject() : change.action())
                    .setBefore(change.before())
                    .setAfter(change.after())
                    .setReason(reason(change))
                    .setConfigVersion(run.configVersion())
                    .setAlertId(about.size() == 1 ? about.get(0).getAlertId() : null)
                    .setCommandId(command == null ? null : command.id())
                    .setIssuedAt(command == null ? null : Instant.ofEpochMilli(command.issuedAt()))
                    .build()));
        }
        return outcomes;
    }

    private static List<String> keys(StreamKey stream, Change change) {
        List<String> keys = new ArrayList<>();
        change.families().forEach(family -> keys.add(OpenAlerts.key(stream, family)));
        change.limits().forEach(feature -> keys.add(OpenAlerts.limitKey(stream, feature)));
        return keys;
    }

    private static String reason(Change change) {
        String given = change.command() == null ? null : change.command().reason();
        return change.done() ? given : change.refusal() + (given == null ? "" : "; asked for because " + given);
    }

    /** Alerts that are told of late, and those that somebody looks after since. */
    List<Outcome> updates(StreamKey stream, Evaluation evaluation, OpenAlerts open) {
        List<Outcome> outcomes = new ArrayList<>();
        Governance governance = evaluation.governance();
        Instant at = Instant.ofEpochMilli(evaluation.paneEnd());
        for (Change change : governance.changes()) {
            if (change.done() && change.command() != null && change.command().action() instanceof Command.Acknowledge) {
                change.families().forEach(family -> {
                    boolean told = !governance.withheld().contains(family)
                            && !governance.released().contains(family);
                    acknowledge(OpenAlerts.key(stream, family), told, change, at, open, outcomes);
                });
                change.limits()
                        .forEach(feature ->
                                acknowledge(OpenAlerts.limitKey(stream, feature), true, change, at, open, outcomes));
            }
        }
        for (Family family : governance.released()) {
            String key = OpenAlerts.key(stream, family);
            DriftAlert late = Alerts.copy(open.get(key))
                    .setTransition(AlertTransition.OPENED)
                    .setUpdatedAt(at)
                    .build();
            open.put(key, late);
            outcomes.add(new Outcome.Alert(key, late));
        }
        return outcomes;
    }

    private static void acknowledge(
            String key, boolean told, Change change, Instant at, OpenAlerts open, List<Outcome> outcomes) {
        DriftAlert alert = open.get(key);
        // It may have ended at the same pane.
        if (alert == null || alert.getOpenedAt().equals(at)) {
            return;
        }
        DriftAlert acknowledged = Alerts.copy(alert)
                .setAcknowledgedBy(change.command().by())
                .setAcknowledgedAt(Instant.ofEpochMilli(change.command().issuedAt()))
                .build();
        open.put(key, acknowledged);
        if (told) {
            outcomes.add(new Outcome.Alert(
                    key,
                    Alerts.copy(acknowledged)
                            .setTransition(AlertTransition.UPDATED)
                            .setUpdatedAt(at)
                            .build()));
        }
    }

    /** Why the settings ended an incident; empty if they did not. */
    private static Optional<String> reconfigured(Decision decision, Governance governance) {
        return governance.changes().stream()
                .filter(change ->
                        change.action().equals(RECONFIGURE) && change.families().contains(decision.family()))
                .map(Change::after)
                .findFirst();
    }

    /** The command that ended an incident, or null. */
    static Change acceptance(Decision decision, Governance governance) {
        return governance.changes().stream()
                .filter(change -> change.done()
                        && change.command() != null
                        && change.command().action() instanceof Command.Accept
                        && change.families().contains(decision.family()))
                .findFirst()
                .orElse(null);
    }

    /** How an incident ended, in words. */
    static String resolution(Decision decision, Governance governance) {
        Change acceptance = acceptance(decision, governance);
        if (acceptance != null) {
            String why = acceptance.command().reason();
            return "accepted by " + acceptance.command().by() + " as " + acceptance.after()
                    + (why == null ? "" : ": " + why);
        }
        Optional<String> reconfigured = reconfigured(decision, governance);
        if (reconfigured.isPresent()) {
            return reconfigured.get();
        }
        boolean mapChange = decision.family() == Family.EMBEDDING
                && decision.incident().told().features().contains(DetectorKey.TEXT);
        if (mapChange) {
            return NEW_REFERENCE;
        }
        if (decision.family() == Family.COVERAGE && decision.after().equals(FamilyState.INITIAL)) {
            return "abandoned: there is no corpus that inputs can be compared with";
        }
        return decision.after().equals(FamilyState.INITIAL)
                ? "abandoned: texts are embedded by another model"
                : RECOVERED;
    }
}
