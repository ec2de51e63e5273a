/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Stage decode: an input record to its events, keyed by their streams. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], StreamKey, Event> {

    private final InputDecoders inputs;
    private final LeewayMetrics metrics;
    private Map<String, EventDecoder> decoders = Map.of();

    /** Decodes each topic in its own format. */
    public DecodeProcessor(InputDecoders inputs, LeewayMetrics metrics) {
        this.inputs = inputs;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<StreamKey, Event> context) {
        super.init(context);
        // A task that is revived initialises the same processor again, over a store that was rolled back.
        decoders = inputs.with(new StoredTurns(context.getStateStore(Stores.TURNS.name())));
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        String topic = context().recordMetadata().orElseThrow().topic();
        Decoded decoded = decode(new InputRecord(topic, input.value(), input.headers(), input.timestamp()));
        metrics.countRead(topic, decoded.events().size());
        decoded.events().forEach(event -> context().forward(new Record<>(event.key(), event, input.timestamp())));
        if (!decoded.faults().isEmpty()) {
            // In one transaction: what can be used goes on, and the rest to the dead letters.
            throw new FaultyPartsException(decoded.faults());
        }
    }

    private Decoded decode(InputRecord record) {
        try {
            return decoders.get(record.topic()).decode(record);
        } catch (BadEventException e) {
            if (e.reason() == Reason.TOO_LARGE) {
                metrics.countCapped(Capped.RECORD_BYTES, 1);
            } else if (e.reason() == Reason.TOO_MANY_EVENTS) {
                metrics.countCapped(Capped.EVENTS_PER_RECORD, 1);
            }
            throw e;
        }
    }
}
