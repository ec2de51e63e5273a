/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.ModelIdentity;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** An embedder that does something to each text before another embedder gets it. */
record Hindered(Embedder embedder, Consumer<String> hindrance) implements Embedder {

    /** Takes so much longer for each text, as a real model would. */
    static Embedder slow(Embedder embedder, Duration each) {
        return new Hindered(embedder, text -> LockSupport.parkNanos(each.toNanos()));
    }

    /** Fails in a way that no stage foresees on every text with this in it. */
    static Embedder brokenOn(String poison, Embedder embedder) {
        return new Hindered(embedder, text -> {
            if (text.contains(poison)) {
                throw new IllegalStateException("broken by " + text);
            }
        });
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
        EmbedderSession session = embedder.newSession();
        return new EmbedderSession() {
            @Override
            public float[] embed(String text) {
                hindrance.accept(text);
                return session.embed(text);
            }

            @Override
            public int tokens(String text) {
                return session.tokens(text);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    @Override
    public void close() {
        embedder.close();
    }
}
