/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.ModelIdentity;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Passes for a model with vectors from elsewhere. For one thread.
 *
 * @param identity of the model it passes for
 * @param vectors a unit vector for every text
 * @param tokens the number of sub-word pieces of every text
 */
record FunctionEmbedder(ModelIdentity identity, Function<String, float[]> vectors, ToIntFunction<String> tokens)
        implements Embedder {

    @Override
    public boolean batchInvariant() {
        return true;
    }

    @Override
    public EmbedderSession newSession() {
        return new EmbedderSession() {
            @Override
            public float[] embed(String text) {
                return vectors.apply(text);
            }

            @Override
            public int tokens(String text) {
                return tokens.applyAsInt(text);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
