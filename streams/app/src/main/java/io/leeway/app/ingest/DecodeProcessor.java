/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.topic.StreamKey;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage decode: bytes of an input record to an event, keyed by its stream. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], StreamKey, Event> {

    private final Map<String, EventDecoder> decoders;

    /** Decodes each topic in its own format. */
    public DecodeProcessor(Map<String, EventDecoder> decoders) {
        this.decoders = decoders;
    }

    @Override
    public void process(Record<byte[], byte[]> input) {
        String topic = context().recordMetadata().orElseThrow().topic();
        Event event = decoders.get(topic).decode(input.value());
        context().forward(new Record<>(event.key(), event, input.timestamp()));
    }
}
