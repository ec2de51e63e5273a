/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Codec;
import io.leeway.schemas.Records;
import io.leeway.schemas.UndecodableRecordException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an event from Avro single-object encoding, written with any released schema. */
final class EventAvro {

    private static final Codec<AgentInput> CODEC = Records.AGENT_INPUT;

    private EventAvro() {}

    static Event read(byte[] bytes, Surroundings around) {
        AgentInput input = decode(bytes);
        if (input.getAgentId().isEmpty()) {
            throw new BadEventException(Reason.INVALID_EVENT, "agentId is required");
        }
        return new Event(
                input.getEventId() == null || input.getEventId().isEmpty() ? around.eventId() : input.getEventId(),
                StreamKey.of(input.getAgentId(), input.getCohort()),
                input.getOccurredAt(),
                input.getSessionId(),
                input.getTraceId() == null ? around.traceId() : input.getTraceId(),
                input.getText(),
                present(input.getNumbers()),
                present(input.getCategories()),
                Event.vector(input.getEmbedding()),
                input.getEmbeddingModel());
    }

    private static AgentInput decode(byte[] bytes) {
        try {
            return CODEC.decode(bytes);
        } catch (UndecodableRecordException e) {
            Reason reason = e.reason() == UndecodableRecordException.Reason.UNKNOWN_FINGERPRINT
                    ? Reason.UNKNOWN_SCHEMA
                    : Reason.UNPARSABLE;
            throw new BadEventException(reason, e.getMessage(), e);
        }
    }

    private static <V> SortedMap<String, V> present(Map<String, V> values) {
        SortedMap<String, V> present = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }
}
