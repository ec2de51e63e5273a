/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.alert.Outcome;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ControlCommand;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage pending: keeps a command until the next pane of its stream, in the task that holds the stream's monitor. What cannot
 * wait there is refused, and the audit says so.
 */
public final class PendingProcessor extends ContextualProcessor<StreamKey, ControlCommand, StreamKey, Outcome> {

    private final LeewayMetrics metrics;
    private PendingCommands pending;
    private KeyValueStore<StreamKey, byte[]> monitors;

    /** Counts what it refuses. */
    public PendingProcessor(LeewayMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, Outcome> context) {
        super.init(context);
        pending = new PendingCommands(context.getStateStore(Stores.COMMANDS.name()));
        monitors = context.getStateStore(Stores.MONITORS.name());
    }

    @Override
    public void process(Record<StreamKey, ControlCommand> record) {
        ControlCommand command = record.value();
        // When inputs are processed again from their beginning, commands come before the agents they are about.
        if (command.getNotBefore() == null && monitors.get(record.key()) == null) {
            refuse(record, "no input of this agent has been seen");
        } else if (!pending.add(record.key(), command)) {
            refuse(record, PendingCommands.MOST + " commands wait for this agent already");
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
