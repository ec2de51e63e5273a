/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.topic.StreamKey;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage decode: an input record to its events, keyed by their streams. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], StreamKey, Event> {

    private final Map<String, EventDecoder> decoders;

    /** Decodes each topic in its own format. */
    public DecodeProcessor(Map<String, EventDecoder> decoders) {
        this.decoders = decoders;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        String topic = context().recordMetadata().orElseThrow().topic();
        Decoded decoded =
                decoders.get(topic).decode(new InputRecord(topic, input.value(), input.headers(), input.timestamp()));
        if (decoded.events().isEmpty() && !decoded.faults().isEmpty()) {
            Fault first = decoded.faults().get(0);
            throw new BadEventException(first.reason(), first.message());
        }
        decoded.events().forEach(event -> context().forward(new Record<>(event.key(), event, input.timestamp())));
    }
}
