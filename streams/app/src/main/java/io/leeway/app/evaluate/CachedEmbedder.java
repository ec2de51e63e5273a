/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.ModelIdentity;

/** An embedder that looks into a cache first. A text's vector is the same either way, so nothing depends on the cache. */
final class CachedEmbedder implements Embedder {

    private final Embedder embedder;
    private final VectorCache cache;

    /** @param embedder asked for what is not in the cache; closing this does not close it */
    CachedEmbedder(Embedder embedder, VectorCache cache) {
        this.embedder = embedder;
        this.cache = cache;
    }

    @Override
    public ModelIdentity identity() {
        return embedder.identity();
    }

    @Override
    public boolean batchInvariant() {
        return embedder.batchInvariant();
    }

    @Override
    public EmbedderSession newSession() {
        return new Session();
    }

    @Override
    public void close() {}

    private final class Session implements EmbedderSession {

        private EmbedderSession delegate;

        @Override
        public float[] embed(String text) {
            float[] cached = cache.get(text);
            return cached != null ? cached.clone() : delegate().embed(text);
        }

        @Override
        public int tokens(String text) {
            return delegate().tokens(text);
        }

        private EmbedderSession delegate() {
            if (delegate == null) {
                delegate = embedder.newSession();
            }
            return delegate;
        }

        @Override
        public void close() {
            if (delegate != null) {
                delegate.close();
                delegate = null;
            }
        }
    }
}
