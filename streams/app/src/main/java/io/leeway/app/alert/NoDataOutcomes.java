/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.Durations;
import io.leeway.app.config.LiveSettings;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Silence to the records that consumers read. */
public final class NoDataOutcomes {

    private static final String FAMILY = "no-data";

    private final RunIdentity run;
    private final LiveSettings settings;

    /**
     * Records of one run.
     *
     * @param run what produces them
     * @param settings says of which agents' silence there are to be alerts
     */
    public NoDataOutcomes(RunIdentity run, LiveSettings settings) {
        this.run = run;
        this.settings = settings;
    }

    /** The key of a stream's alert. */
    public static String key(StreamKey stream) {
        return OpenAlerts.key(stream, FAMILY);
    }

    /** Whether an alert is about silence. */
    static boolean isOne(DriftAlert alert) {
        return alert.getKind() == AlertKind.NO_DATA;
    }

    /** After how many milliseconds of silence an alert is to open; empty if none is. */
    public OptionalLong alertAfter(StreamKey stream) {
        return settings.noData()
                .apply(stream.agentId())
                .map(after -> OptionalLong.of(after.toMillis()))
                .orElseGet(OptionalLong::empty);
    }

    /**
     * The report that a stream is silent.
     *
     * @param since end of its newest pane
     * @param after so much silence is worth telling
     */
    public Outcome report(StreamKey stream, Instant since, Duration after) {
        return new Outcome.Report(DriftReport.newBuilder()
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setPaneStart(since)
                .setPaneEnd(since)
                .setState(MonitorState.NO_DATA)
                .setFlags(List.of())
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setTests(List.of())
                .setNotes(List.of("no event for " + Durations.format(after)))
                .setLimits(List.of())
                .build());
    }

    /**
     * An alert opens.
     *
     * @param since end of the stream's newest pane
     */
    public List<Outcome> opened(StreamKey stream, Instant since, OpenAlerts open) {
        Duration after = Duration.ofMillis(alertAfter(stream).orElseThrow());
        Instant openedAt = since.plus(after);
        DriftAlert alert = DriftAlert.newBuilder()
                .setAlertId(Alerts.id(run, stream, FAMILY, since))
                .setTransition(AlertTransition.OPENED)
                .setKind(AlertKind.NO_DATA)
                .setSeverity(AlertSeverity.ALERT)
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setDetectorFamily(FAMILY)
                .setOpenedAt(openedAt)
                .setUpdatedAt(openedAt)
                .setProvisional(false)
                .setWindow(new AlertWindow(since, openedAt, 0L, 0.0, after.toString()))
                .setReference(new AlertReference(FAMILY, since, since, 0L, 0))
                .setStatistic(1)
                .setThreshold(0)
                .setPValue(0)
                .setEffect(1)
                .setEffectGate(0)
                .setExpectedRunLength(settings.monitors()
                        .apply(stream.agentId())
                        .expectedRunLength()
                        .toString())
                .setSummary("no event of "
                        + (stream.cohort().isEmpty()
                                ? stream.agentId()
                                : stream.agentId() + " (" + stream.cohort() + ")")
                        + " since " + since + ", for longer than " + Durations.format(after))
                .setMovedFeatures(List.of())
                .setExemplars(List.of())
                .setTopics(List.of())
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setApplication(run.application())
                .build();
        open.put(key(stream), alert);
        return told(stream, alert, Outcomes.ACTOR);
    }

    /** The open alert of a stream, if there is one, ends; not before it opened. */
    public List<Outcome> resolved(StreamKey stream, Instant at, String resolution, OpenAlerts open) {
        DriftAlert alert = open.get(key(stream));
        return alert == null ? List.of() : resolved(stream, alert, at, resolution, Outcomes.ACTOR, open);
    }

    private static List<Outcome> resolved(
            StreamKey stream, DriftAlert alert, Instant at, String resolution, String actor, OpenAlerts open) {
        open.remove(key(stream));
        return told(stream, Alerts.resolved(alert, later(at, alert.getUpdatedAt()), resolution), actor);
    }

    /** An operator says that no more events are to be expected: the alert ends. */
    public static List<Outcome> accepted(StreamKey stream, DriftAlert alert, ControlCommand command, OpenAlerts open) {
        String why = command.getReason() == null ? "" : ": " + command.getReason();
        String resolution = "accepted by " + command.getIssuedBy() + why;
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(audit(alert, command, "accept", resolution));
        outcomes.addAll(resolved(stream, alert, command.getIssuedAt(), resolution, command.getIssuedBy(), open));
        return outcomes;
    }

    /** An operator looks after the silence. */
    public static List<Outcome> acknowledged(
            StreamKey stream, DriftAlert alert, ControlCommand command, OpenAlerts open) {
        DriftAlert acknowledged = Alerts.copy(alert)
                .setTransition(AlertTransition.UPDATED)
                .setUpdatedAt(later(command.getIssuedAt(), alert.getUpdatedAt()))
                .setAcknowledgedBy(command.getIssuedBy())
                .setAcknowledgedAt(command.getIssuedAt())
                .build();
        open.put(key(stream), acknowledged);
        return List.of(
                audit(alert, command, "acknowledge", "acknowledged"), new Outcome.Alert(key(stream), acknowledged));
    }

    private static Outcome audit(DriftAlert alert, ControlCommand command, String action, String after) {
        return new Outcome.Audit(AuditRecord.newBuilder()
                .setRecordedAt(command.getIssuedAt())
                .setAgentId(alert.getAgentId())
                .setCohort(alert.getCohort())
                .setActor(command.getIssuedBy())
                .setAction(action)
                .setSubject("incidents")
                .setAfter(after)
                .setReason(command.getReason())
                .setConfigVersion(alert.getConfigVersion())
                .setAlertId(alert.getAlertId())
                .setCommandId(command.getCommandId())
                .setIssuedAt(command.getIssuedAt())
                .build());
    }

    private static List<Outcome> told(StreamKey stream, DriftAlert alert, String actor) {
        return List.of(new Outcome.Alert(key(stream), alert), new Outcome.Audit(Outcomes.audit(alert, actor)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What stood behind the alert in one line, for the audit. */
    static List<String> background(DriftAlert alert) {
        return List.of("no event since " + alert.getReference().getStart() + ", allowed is "
                + alert.getWindow().getSpec());
    }
}
