/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.Features;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.stats.sketch.Observation;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Stage embed: features to an observation, one model session per task. The text goes no further than here, but
 * for an excerpt where the operator allows it. */
public final class EmbedProcessor extends ContextualProcessor<StreamKey, Features, StreamKey, Observation> {

    private final Embedding embedding;

    /**
     * Embeds with a shared model.
     *
     * @param excerptLength the most characters of a text that go further, 0 for none
     */
    public EmbedProcessor(Embedder embedder, int excerptLength) {
        this.embedding = new Embedding(embedder, excerptLength);
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
