/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage pending: keeps a command until the next pane of its stream, in the task that holds the stream's monitor. What cannot
 * wait there is refused, and the audit says so. What is about the stream's silence is done at once.
 */
public final class PendingProcessor extends ContextualProcessor<StreamKey, ControlCommand, StreamKey, Outcome> {

    private final LeewayMetrics metrics;
    private PendingCommands pending;
    private KeyValueStore<StreamKey, byte[]> monitors;
    private KeyValueStore<String, byte[]> openAlerts;
    private OpenAlerts open;

    /** Counts what it refuses. */
    public PendingProcessor(LeewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, Outcome> context) {
        super.init(context);
        pending = new PendingCommands(context.getStateStore(Stores.COMMANDS.name()));
        monitors = context.getStateStore(Stores.MONITORS.name());
        openAlerts = context.getStateStore(Stores.OPEN_ALERTS.name());
        open = OpenAlerts.stored(openAlerts);
    }

    @Override
    public void process(Record<StreamKey, ControlCommand> record) {
        ControlCommand command = record.value();
        List<Outcome> done = silence(record.key(), command);
        if (!done.isEmpty()) {
            metrics.count(Metric.COMMANDS);
            done.forEach(outcome -> context().forward(record.withValue(outcome)));
            return;
        }
        // When inputs are processed again from their beginning, commands come before the agents they are about.
        if (command.getNotBefore() == null && monitors.get(record.key()) == null) {
            refuse(record, "no input of this agent has been seen");
        } else if (!pending.add(record.key(), command)) {
            refuse(record, PendingCommands.MOST + " commands wait for this agent already");
        }
    }

    /** What is about the silence of an agent cannot wait for its next pane. */
    private List<Outcome> silence(StreamKey stream, ControlCommand command) {
        DriftAlert alert = open.get(NoDataOutcomes.key(stream));
        if (alert == null || !means(command, stream, alert)) {
            return List.of();
        }
        return switch (command.getKind()) {
            case ACKNOWLEDGE -> NoDataOutcomes.acknowledged(stream, alert, command, open);
            case ACCEPT -> NoDataOutcomes.accepted(stream, alert, command, open);
            default -> List.of();
        };
    }

    /** A command about all open incidents of an agent means the silence if that is the only one. */
    private boolean means(ControlCommand command, StreamKey stream, DriftAlert alert) {
        if (command.getAlertId() != null) {
            return command.getAlertId().equals(alert.getAlertId());
        }
        try (KeyValueIterator<String, byte[]> all = openAlerts.prefixScan(stream + "|", new StringSerializer())) {
            all.next();
            return !all.hasNext();
        }
    }

    private void refuse(Record<StreamKey, ControlCommand> record, String why) {
        ControlCommand command = record.value();
        metrics.count(Metric.COMMANDS_REFUSED);
        AuditRecord audit = AuditRecord.newBuilder()
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .setAgentId(command.getAgentId())
                .setCohort(command.getCohort())
                .setActor(command.getIssuedBy())
                .setAction("refuse")
                .setSubject(Commands.verb(command.getKind()))
                .setReason(why)
                .setAlertId(command.getAlertId())
                .setCommandId(command.getCommandId())
                .setIssuedAt(command.getIssuedAt())
                .build();
        context().forward(record.withValue(new Outcome.Audit(audit)));
    }
}
