/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.embed.Embedding;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.Event;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.schemas.CorpusItem;
import io.leeway.stats.sketch.QuantisedVector;
import java.time.Instant;
import java.util.TreeMap;

/** Items to what is kept of them, by the same model and in the same way as inputs. The text goes no further. */
public final class ItemEmbedding implements AutoCloseable {

    private final Embedding embedding;
    private final String featureMap;

    /**
     * Embeds with a shared model.
     *
     * @param embedder the model
     * @param featureMap identity of the feature map that belongs to it
     */
    public ItemEmbedding(Embedder embedder, String featureMap) {
        this.embedding = new Embedding(embedder);
        this.featureMap = featureMap;
    }

    /**
     * Embeds one item.
     *
     * @throws BadEventException if the model fails on the text, or a vector sent along is not of this model
     */
    public KnownItem of(CorpusItem item) {
        if (item.getDeleted()) {
            return KnownItem.deleted(item.getItemId());
        }
        Event event = new Event(
                item.getItemId(),
                new StreamKey(item.getAgentId(), ""),
                Instant.EPOCH,
                null,
                null,
                item.getText(),
                new TreeMap<>(),
                new TreeMap<>(),
                Event.vector(item.getEmbedding()),
                item.getEmbeddingModel());
        return new KnownItem(item.getItemId(), featureMap, QuantisedVector.of(embedding.vector(event)));
    }

    @Override
    public void close() {
        embedding.close();
    }
}
