/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: how every agent stands, as the service last reported. */
@Command(
        name = "status",
        description =
                "Prints how each agent stands: its state, open incidents, the pinned reference in force, and until when it"
                        + " is muted.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    /** So many of the newest reports of each partition are read: an agent that is not among them is silent. */
    private static final long NEWEST = 50_000;

    @Mixin
    private BrokerOption broker;

    @Option(names = "--agent", paramLabel = "A", description = "only this agent")
    private String agent;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SortedMap<StreamKey, DriftReport> reports = new TreeMap<>();
    private final SortedMap<StreamKey, DriftReport> comparisons = new TreeMap<>();
    private final SortedMap<StreamKey, SortedMap<String, DriftAlert>> open = new TreeMap<>();
    private final SortedMap<StreamKey, AuditRecord> references = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        LeewayConfig config = broker.load();
        Topics topics = Topics.of(config);
        read(config.kafka(), topics.reports(), NEWEST, value -> {
            DriftReport report = Records.DRIFT_REPORT.decode(value);
            (report.getComparedWith() == null ? reports : comparisons)
                    .merge(
                            StreamKey.of(report.getAgentId(), report.getCohort()),
                            report,
                            (before, other) -> other.getPaneEnd().isBefore(before.getPaneEnd()) ? before : other);
        });
        read(config.kafka(), topics.alerts(), Long.MAX_VALUE, value -> {
            DriftAlert alert = Records.DRIFT_ALERT.read(value);
            SortedMap<String, DriftAlert> own =
                    open.computeIfAbsent(StreamKey.of(alert.getAgentId(), alert.getCohort()), key -> new TreeMap<>());
            own.put(alert.getDetectorFamily(), alert);
            own.values().removeIf(other -> other.getResolvedAt() != null);
        });
        read(config.kafka(), topics.audit(), Long.MAX_VALUE, value -> {
            AuditRecord record = Records.AUDIT_RECORD.decode(value);
            if (record.getSubject().equals("reference")) {
                references.put(StreamKey.of(record.getAgentId(), record.getCohort()), record);
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        reports.forEach((stream, report) -> {
            if (agent == null || agent.equals(stream.agentId())) {
                List<DriftAlert> alerts =
                        List.copyOf(open.getOrDefault(stream, new TreeMap<>()).values());
                out.println(
                        json
                                ? json(report, comparisons.get(stream), alerts, references.get(stream))
                                : text(report, comparisons.get(stream), alerts, references.get(stream)));
            }
        });
        out.flush();
        return Exit.OK;
    }

    private static void read(
            Map<String, String> kafka, Topics.Topic<?, ?> topic, long newest, Consumer<byte[]> values) {
        try (TopicReader reader = new TopicReader(kafka, List.of(topic), newest)) {
            while (!reader.atEnd()) {
                reader.poll(record -> {
                    if (record.value() != null) {
                        values.accept(record.value());
                    }
                });
            }
        }
    }

    private static String text(
            DriftReport report, DriftReport comparison, List<DriftAlert> alerts, AuditRecord change) {
        StringBuilder text = new StringBuilder();
        text.append(DigestText.name(StreamKey.of(report.getAgentId(), report.getCohort())))
                .append("  ")
                .append(report.getState())
                .append("  at ")
                .append(report.getPaneEnd());
        if (!report.getFlags().isEmpty()) {
            text.append("  ").append(String.join(", ", report.getFlags()));
        }
        if (report.getPinnedVersion() != null) {
            text.append("  reference pinned@").append(report.getPinnedVersion());
        }
        if (report.getMutedUntil() != null) {
            text.append("  muted until ").append(report.getMutedUntil());
        }
        corpus(report).ifPresent(corpus -> text.append("  ").append(corpus));
        if (report.getDetectability() != null) {
            text.append(System.lineSeparator()).append("  ").append(DetectabilityText.of(report.getDetectability()));
        }
        if (comparison != null) {
            text.append(System.lineSeparator())
                    .append("  beside cohort ")
                    .append(comparison.getComparedWith())
                    .append(": ")
                    .append(comparison.getState())
                    .append("  at ")
                    .append(comparison.getPaneEnd());
        }
        for (DriftAlert alert : alerts) {
            text.append(System.lineSeparator())
                    .append("  open: ")
                    .append(alert.getDetectorFamily())
                    .append(" since ")
                    .append(alert.getOpenedAt())
                    .append(", alert ")
                    .append(alert.getAlertId())
                    .append(", against ")
                    .append(alert.getReference().getName());
            if (alert.getAcknowledgedBy() != null) {
                text.append(", acknowledged by ").append(alert.getAcknowledgedBy());
            }
        }
        if (change != null) {
            text.append(System.lineSeparator()).append("  last change: ").append(AuditText.of(change));
        }
        return text.toString();
    }

    /** How the agent's corpus stands, as the report has it. */
    private static Optional<String> corpus(DriftReport report) {
        return report.getNotes().stream()
                .filter(note -> note.startsWith("corpus: "))
                .findFirst();
    }

    private static String json(
            DriftReport report, DriftReport comparison, List<DriftAlert> alerts, AuditRecord change) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("agentId", report.getAgentId());
        json.put("cohort", report.getCohort());
        json.put("state", report.getState().name());
        json.put("paneEnd", report.getPaneEnd().toString());
        report.getFlags().forEach(json.withArray("flags")::add);
        json.put("pinnedVersion", report.getPinnedVersion());
        json.put(
                "mutedUntil",
                report.getMutedUntil() == null ? null : report.getMutedUntil().toString());
        if (comparison != null) {
            json.putObject("comparison")
                    .put("control", comparison.getComparedWith())
                    .put("state", comparison.getState().name())
                    .put("end", comparison.getPaneEnd().toString());
        }
        alerts.forEach(alert -> json.withArray("open")
                .addObject()
                .put("alertId", alert.getAlertId())
                .put("family", alert.getDetectorFamily())
                .put("openedAt", alert.getOpenedAt().toString())
                .put("reference", alert.getReference().getName())
                .put("acknowledgedBy", alert.getAcknowledgedBy()));
        if (report.getDetectability() != null) {
            DetectabilityText.write(report.getDetectability(), json.putObject("detectability"));
        }
        json.put("corpus", corpus(report).orElse(null));
        json.put("lastChange", change == null ? null : AuditText.of(change));
        return json.toString();
    }
}
