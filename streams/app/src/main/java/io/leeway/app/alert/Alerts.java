/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.Links;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertReference;
import io.leeway.schemas.AlertSeverity;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AlertWindow;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Exemplar;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.MovedFeature;
import io.leeway.schemas.MovedTopic;
import io.leeway.schemas.TopicChange;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Numerals;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.window.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Decisions and evidence to the records that alert consumers read. */
final class Alerts {

    private static final int ID_DIGITS = 32;

    private final RunIdentity run;
    private final Links links;

    Alerts(RunIdentity run, Links links) {
        this.run = run;
        this.links = links;
    }

    DriftAlert opened(StreamKey stream, MonitorSettings settings, Decision decision, Evidence evidence) {
        return describe(stream, settings, decision, evidence).build();
    }

    /** The open alert with what is known of it now. */
    DriftAlert updated(
            DriftAlert open, StreamKey stream, MonitorSettings settings, Decision decision, Evidence evidence) {
        return describe(stream, settings, decision, evidence)
                .setAlertId(open.getAlertId())
                .setTransition(
                        decision.transition() == Transition.ESCALATED
                                ? AlertTransition.ESCALATED
                                : AlertTransition.UPDATED)
                .setUpdatedAt(Instant.ofEpochMilli(decision.incident().told().at()))
                .setFirstDriftedEventId(open.getFirstDriftedEventId())
                .setFirstDriftedAt(open.getFirstDriftedAt())
                .setAcknowledgedBy(open.getAcknowledgedBy())
                .setAcknowledgedAt(open.getAcknowledgedAt())
                .build();
    }

    private DriftAlert.Builder describe(
            StreamKey stream, MonitorSettings settings, Decision decision, Evidence evidence) {
        Tested strongest = evidence.strongest();
        TestResult result = strongest.result();
        Diagnosis diagnosis = evidence.diagnosis();
        Instant openedAt = Instant.ofEpochMilli(decision.incident().openedAt());
        return DriftAlert.newBuilder()
                .setAlertId(id(run, stream, decision.family().label(), openedAt))
                .setTransition(AlertTransition.OPENED)
                .setKind(kind(diagnosis.kind()))
                .setSeverity(AlertSeverity.valueOf(
                        decision.incident().told().severity().name()))
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setDetectorFamily(decision.family().label())
                .setOpenedAt(openedAt)
                .setUpdatedAt(openedAt)
                .setProvisional(evidence.provisional())
                .setWindow(new AlertWindow(
                        Instant.ofEpochMilli(strongest.windowStart()),
                        Instant.ofEpochMilli(evidence.windowEnd()),
                        (long) result.events(),
                        result.effectiveEvents(),
                        Windows.name(settings.comparedWindows().get(strongest.window()))))
                .setReference(new AlertReference(
                        evidence.reference().name(),
                        Instant.ofEpochMilli(evidence.reference().start()),
                        Instant.ofEpochMilli(evidence.reference().end()),
                        evidence.reference().events(),
                        evidence.reference().entries()))
                .setStatistic(result.statistic())
                .setThreshold(strongest.bounds().threshold())
                .setPValue(result.pValue())
                .setEffect(result.effect())
                .setEffectGate(strongest.bounds().gate())
                .setExpectedRunLength(settings.expectedRunLength().toString())
                .setSummary(summary(stream, decision.family(), evidence))
                .setMovedFeatures(evidence.moved().stream().map(Alerts::moved).toList())
                .setExemplars(evidence.witnesses().stream()
                        .map(witness -> exemplar(stream, witness))
                        .toList())
                .setCause(diagnosis.cause().map(Cause::words).orElse(null))
                .setTopics(diagnosis.topics().stream().map(Alerts::topic).toList())
                .setBlame(blame(diagnosis.blame()))
                .setStrongestAt(Instant.ofEpochMilli(diagnosis.strongestAt()))
                .setFirstDriftedEventId(
                        diagnosis.first().map(first -> first.eventId()).orElse(null))
                .setFirstDriftedAt(diagnosis
                        .first()
                        .map(first -> Instant.ofEpochMilli(first.occurredAt()))
                        .orElse(null))
                .setConfigVersion(run.configVersion())
                .setFeatureMap(run.featureMap())
                .setApplication(run.application());
    }

    /** The alert as it was last told, now ended. */
    static DriftAlert resolved(DriftAlert open, Instant at, String resolution) {
        return copy(open)
                .setTransition(AlertTransition.RESOLVED)
                .setUpdatedAt(at)
                .setResolvedAt(at)
                .setResolution(resolution)
                .build();
    }

    /** The same alert, with every field. Built field by field: a record's own copy constructor trusts no classes. */
    static DriftAlert.Builder copy(DriftAlert open) {
        return DriftAlert.newBuilder()
                .setAlertId(open.getAlertId())
                .setTransition(open.getTransition())
                .setKind(open.getKind())
                .setSeverity(open.getSeverity())
                .setAgentId(open.getAgentId())
                .setCohort(open.getCohort())
                .setDetectorFamily(open.getDetectorFamily())
                .setOpenedAt(open.getOpenedAt())
                .setUpdatedAt(open.getUpdatedAt())
                .setResolvedAt(open.getResolvedAt())
                .setProvisional(open.getProvisional())
                .setWindow(open.getWindow())
                .setReference(open.getReference())
                .setStatistic(open.getStatistic())
                .setThreshold(open.getThreshold())
                .setPValue(open.getPValue())
                .setEffect(open.getEffect())
                .setEffectGate(open.getEffectGate())
                .setExpectedRunLength(open.getExpectedRunLength())
                .setSummary(open.getSummary())
                .setMovedFeatures(open.getMovedFeatures())
                .setExemplars(open.getExemplars())
                .setCause(open.getCause())
                .setTopics(open.getTopics())
                .setBlame(open.getBlame())
                .setStrongestAt(open.getStrongestAt())
                .setFirstDriftedEventId(open.getFirstDriftedEventId())
                .setFirstDriftedAt(open.getFirstDriftedAt())
                .setConfigVersion(open.getConfigVersion())
                .setFeatureMap(open.getFeatureMap())
                .setApplication(open.getApplication())
                .setAcknowledgedBy(open.getAcknowledgedBy())
                .setAcknowledgedAt(open.getAcknowledgedAt())
                .setResolution(open.getResolution());
    }

    /** The alert with this of its excerpts, null for none, and without terms. */
    static DriftAlert quoting(DriftAlert alert, UnaryOperator<String> excerpts) {
        return copy(alert)
                .setExemplars(alert.getExemplars().stream()
                        .map(exemplar -> new Exemplar(
                                exemplar.getEventId(),
                                exemplar.getTraceId(),
                                exemplar.getSessionId(),
                                exemplar.getOccurredAt(),
                                exemplar.getScore(),
                                exemplar.getRole(),
                                excerpts.apply(exemplar.getExcerpt()),
                                exemplar.getLink()))
                        .toList())
                .setTopics(alert.getTopics().stream()
                        .map(topic -> new MovedTopic(
                                topic.getChange(),
                                topic.getTopic(),
                                topic.getBefore(),
                                topic.getAfter(),
                                topic.getPValue(),
                                topic.getExemplars(),
                                List.of()))
                        .toList())
                .build();
    }

    /** The same for the same inputs, settings and application, whenever and however often they are processed. */
    static String id(RunIdentity run, StreamKey stream, String family, Instant openedAt) {
        String identity = String.join(
                "\n", run.application(), run.configVersion(), stream.toString(), family, openedAt.toString());
        return EventDecoder.digest(identity.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
    }

    private static String summary(StreamKey stream, Family family, Evidence evidence) {
        TestResult result = evidence.strongest().result();
        if (family == Family.COVERAGE && !evidence.moved().isEmpty()) {
            Moved moved = evidence.moved().get(0);
            return String.format(
                    Locale.ROOT,
                    "%s of the inputs of %s since %s are far from everything its corpus covers, %s before"
                            + " (effect %.3f, gate %.3f; p %.1e, bound %.1e; %.0f inputs looked at)",
                    Numerals.percent(moved.after()),
                    name(stream),
                    Instant.ofEpochMilli(evidence.strongest().windowStart()),
                    Numerals.percent(moved.before()),
                    result.effect(),
                    evidence.strongest().bounds().gate(),
                    result.pValue(),
                    evidence.strongest().bounds().threshold(),
                    result.events());
        }
        String what = evidence.moved().isEmpty()
                ? evidence.strongest().key().feature()
                : evidence.moved().get(0).key().feature() + ": "
                        + evidence.moved().get(0).description();
        return String.format(
                Locale.ROOT,
                "%s of %s moved in the %.0f events since %s: %s (effect %.3f, gate %.3f; p %.1e, bound %.1e; reference %d events)",
                family.label(),
                name(stream),
                result.events(),
                Instant.ofEpochMilli(evidence.strongest().windowStart()),
                what,
                result.effect(),
                evidence.strongest().bounds().gate(),
                result.pValue(),
                evidence.strongest().bounds().threshold(),
                evidence.reference().events());
    }

    private static String name(StreamKey stream) {
        return stream.cohort().isEmpty() ? stream.agentId() : stream.agentId() + " (" + stream.cohort() + ")";
    }

    private static MovedFeature moved(Moved moved) {
        return new MovedFeature(
                moved.key().feature(),
                Windows.name(moved.key().detector()),
                moved.pValue(),
                moved.effect(),
                finite(moved.before()),
                finite(moved.after()),
                moved.description());
    }

    private static Double finite(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static AlertKind kind(Kind kind) {
        return switch (kind) {
            case INPUT_DRIFT -> AlertKind.INPUT_DRIFT;
            case NOVELTY -> AlertKind.NOVELTY;
            case MIX_SHIFT -> AlertKind.MIX_SHIFT;
            case COVERAGE -> AlertKind.COVERAGE;
            case DATA_QUALITY -> AlertKind.DATA_QUALITY;
            case EMBEDDING_MISMATCH -> AlertKind.EMBEDDING_MISMATCH;
        };
    }

    private static MovedTopic topic(Topic topic) {
        TopicChange change =
                switch (topic.change()) {
                    case GREW -> TopicChange.GREW;
                    case SHRANK -> TopicChange.SHRANK;
                    case NEW -> TopicChange.NEW;
                };
        return new MovedTopic(
                change,
                topic.cluster(),
                topic.before(),
                topic.after(),
                topic.pValue(),
                topic.typical().stream().map(typical -> typical.eventId()).toList(),
                topic.terms());
    }

    private static io.leeway.schemas.Blame blame(Blame blame) {
        return blame.equals(Blame.NONE)
                ? null
                : new io.leeway.schemas.Blame(blame.text(), blame.numbers(), blame.categories());
    }

    Exemplar exemplar(StreamKey stream, Witness witness) {
        return new Exemplar(
                witness.exemplar().eventId(),
                witness.exemplar().traceId(),
                witness.exemplar().sessionId(),
                Instant.ofEpochMilli(witness.exemplar().occurredAt()),
                witness.score(),
                witness.role() == Witness.Role.NEW ? ExemplarRole.NEW : ExemplarRole.GONE,
                witness.exemplar().excerpt(),
                links.of(ids(stream, witness)).orElse(null));
    }

    private static Map<String, String> ids(StreamKey stream, Witness witness) {
        Map<String, String> ids = new HashMap<>();
        ids.put("eventId", witness.exemplar().eventId());
        ids.put("agentId", stream.agentId());
        ids.put("cohort", stream.cohort());
        if (witness.exemplar().traceId() != null) {
            ids.put("traceId", witness.exemplar().traceId());
        }
        if (witness.exemplar().sessionId() != null) {
            ids.put("sessionId", witness.exemplar().sessionId());
        }
        return ids;
    }

    /** The flags of an alert and its reference in one line, for the audit. */
    static List<String> background(DriftAlert alert) {
        if (LimitAlerts.isOne(alert)) {
            return LimitAlerts.background(alert);
        }
        if (NoDataOutcomes.isOne(alert)) {
            return NoDataOutcomes.background(alert);
        }
        AlertReference reference = alert.getReference();
        return List.of(
                "reference " + reference.getName() + " " + reference.getStart() + " to " + reference.getEnd() + ", "
                        + reference.getEvents() + " events in " + reference.getPanes() + " entries",
                "p " + alert.getPValue() + " <= " + alert.getThreshold() + ", effect " + alert.getEffect() + " >= "
                        + alert.getEffectGate(),
                "feature map " + alert.getFeatureMap());
    }
}
