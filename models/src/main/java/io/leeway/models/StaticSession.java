/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import io.leeway.models.Tokenizers.Pieces;
import java.util.Objects;

/** One thread's access to a {@link StaticEmbedder}. */
final class StaticSession implements EmbedderSession {

    private final StaticEmbedder embedder;
    private final TextBounds bounds;
    private boolean closed;

    StaticSession(StaticEmbedder embedder, TextBounds bounds) {
        this.embedder = embedder;
        this.bounds = bounds;
    }

    @Override
    public float[] embed(String text) {
        return embedder.vector(pieces(text).read());
    }

    @Override
    public int tokens(String text) {
        return pieces(text).count();
    }

    private Pieces pieces(String text) {
        Objects.requireNonNull(text, "text");
        if (closed) {
            throw new IllegalStateException("this session of model '" + embedder.name() + "' is closed");
        }
        return embedder.pieces(bounds.apply(text));
    }

    @Override
    public void close() {
        closed = true;
    }
}
