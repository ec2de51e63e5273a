/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.schemas.CorpusItem;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage item: a record of a corpus topic to what is kept of the item, keyed by its agent. */
public final class ItemProcessor extends ContextualProcessor<byte[], byte[], StreamKey, KnownItem> {

    private final Map<String, ItemDecoder> decoders;
    private final ItemEmbedding embedding;

    /**
     * Decodes each topic in its own format.
     *
     * @param decoders by topic
     * @param embedder the model
     * @param featureMap identity of the feature map that belongs to it
     */
    public ItemProcessor(Map<String, ItemDecoder> decoders, Embedder embedder, String featureMap) {
        this.decoders = decoders;
        this.embedding = new ItemEmbedding(embedder, featureMap);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context().recordMetadata().orElseThrow().topic();
        CorpusItem item = decoders.get(topic).decode(record.key(), record.value());
        context().forward(new Record<>(new StreamKey(item.getAgentId(), ""), embedding.of(item), record.timestamp()));
    }

    @Override
    public void close() {
        embedding.close();
    }
}
