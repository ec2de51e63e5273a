/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Features;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.EmbeddingException;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;

/**
 * Features to an observation: embeds the text, or takes the vector that the producer sent with it. For one thread;
 * the model's session opens at the first text, so that a thread without inputs holds none.
 */
public final class Embedding implements AutoCloseable {

    private final Embedder embedder;
    private EmbedderSession session;

    /** An embedding stage on a shared model. */
    public Embedding(Embedder embedder) {
        this.embedder = embedder;
    }

    /**
     * Embeds one event.
     *
     * @throws BadEventException if the model fails on the text, or a vector sent along is not of this model
     */
    public Observation observe(Features features) {
        Event event = features.event();
        return new Observation(
                event.eventId(),
                event.traceId(),
                event.sessionId(),
                features.occurredAt(),
                features.textState(),
                features.textState() == TextState.PRESENT ? vector(event) : null,
                features.numbers(),
                features.categories());
    }

    private float[] vector(Event event) {
        if (event.embedding() != null) {
            return provided(event);
        }
        try {
            if (session == null) {
                session = embedder.newSession();
            }
            return session.embed(event.text());
        } catch (EmbeddingException e) {
            throw new BadEventException(Reason.EMBEDDING_FAILED, e.getMessage(), e);
        }
    }

    private float[] provided(Event event) {
        String expected = embedder.identity().name();
        if (!expected.equals(event.embeddingModel())) {
            throw new BadEventException(
                    Reason.WRONG_EMBEDDING,
                    "embeddingModel is '" + event.embeddingModel() + "', this service compares '" + expected + "'");
        }
        float[] vector = event.embedding();
        if (vector.length != embedder.dimension()) {
            throw new BadEventException(
                    Reason.WRONG_EMBEDDING,
                    "embedding has " + vector.length + " entries, " + expected + " has " + embedder.dimension());
        }
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new BadEventException(
                    Reason.WRONG_EMBEDDING, "embedding has no direction: its length is zero or not finite");
        }
        double norm = Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            // A revived task goes on with this stage.
            session = null;
        }
    }
}
