/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.control;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.ControlCommand;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage control: a record of the control topic to a command, keyed by its stream, whatever its own key was. */
public final class CommandProcessor extends ContextualProcessor<byte[], byte[], StreamKey, ControlCommand> {

    @Override
    public void process(Record<byte[], byte[]> record) {
        ControlCommand command = CommandDecoder.decode(record.value());
        context()
                .forward(new Record<>(
                        StreamKey.of(command.getAgentId(), command.getCohort()), command, record.timestamp()));
    }
}
