/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.Features;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.stats.sketch.Observation;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage embed: features to an observation, one model session per task. The text goes no further than here, but
 * for an excerpt or a fingerprint where the operator wants it. */
public final class EmbedProcessor extends ContextualProcessor<StreamKey, Features, StreamKey, Observation> {

    private final Embedding embedding;

    /**
     * Embeds with a shared model.
     *
     * @param kept what of a text goes further
     */
    public EmbedProcessor(Embedder embedder, KeptText kept) {
        this.embedding = new Embedding(embedder, kept);
    }

    @Override
    public void process(Record<StreamKey, Features> features) {
        try {
            context().forward(features.withValue(embedding.observe(features.value())));
        } catch (WrongVectorException e) {
            // Both in one transaction: what can be counted goes on, and the record to the dead letters.
            context().forward(features.withValue(e.observation()));
            throw e;
        }
    }

    @Override
    public void close() {
        embedding.close();
    }
}
