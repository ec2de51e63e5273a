/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.replay;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.ingest.InputDecoders;
import io.leeway.app.ingest.InputRecord;
import io.leeway.app.ingest.otel.TurnMemory;
import java.util.HashMap;
import java.util.Map;

/** The records of a replay: those of the input topics, and lines that belong to none. */
final class ReplayedInputs {

    /** The topic of events that come without one. No topic has such a name. */
    private static final String NONE = "";

    private final Map<String, EventDecoder> decoders;

    /** Inputs as configured. */
    ReplayedInputs(InputDecoders configured) {
        decoders = new HashMap<>(configured.with(TurnMemory.inMemory()));
        decoders.putAll(InputDecoders.unconfigured(NONE).with(TurnMemory.inMemory()));
    }

    /** Nothing is configured. */
    ReplayedInputs() {
        this(InputDecoders.unconfigured(NONE));
    }

    /**
     * The event in a record whose form can be told without configuration.
     *
     * @throws BadEventException if it is not one
     */
    Event one(byte[] record, long appendedAt) {
        Decoded decoded = read(InputRecord.of(NONE, record, appendedAt));
        if (decoded.events().size() != 1 || !decoded.faults().isEmpty()) {
            throw new BadEventException(Reason.INVALID_EVENT, "not one event but several");
        }
        return decoded.events().get(0);
    }

    /**
     * What a record of an input topic holds.
     *
     * @throws BadEventException if nothing of it is of use
     * @throws IllegalArgumentException if the topic is not configured
     */
    Decoded read(InputRecord record) {
        EventDecoder decoder = decoders.get(record.topic());
        if (decoder == null) {
            throw new IllegalArgumentException("topic '" + record.topic() + "' is not among the inputs");
        }
        return decoder.decode(record);
    }
}
