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
import io.leeway.stats.text.TextDescriptors;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Features to an observation: embeds the text, or takes the vector that the producer sent with it, and describes the
 * text. For one thread; the model's session opens at the first text, so that a thread without inputs holds none.
 */
public final class Embedding implements AutoCloseable {

    private final Embedder embedder;
    private EmbedderSession session;

    /** An embedding stage on a shared model. */
    public Embedding(Embedder embedder) {
        this.embedder = embedder;
    }

    /**
     * Embeds one event. Its numbers and categories are those sent and those of {@link TextDescriptors}.
     *
     * @throws BadEventException if the model fails on the text, or a vector sent along is not of this model
     */
    public Observation observe(Features features) {
        Event event = features.event();
        boolean present = features.textState() == TextState.PRESENT;
        float[] vector = present ? vector(event) : null;
        SortedMap<String, Double> numbers = features.numbers();
        SortedMap<String, String> categories = features.categories();
        if (present && event.text() != null) {
            numbers = with(numbers, descriptors(event));
            categories = with(categories, TextDescriptors.categories(event.text()));
        }
        return new Observation(
                event.eventId(),
                event.traceId(),
                event.sessionId(),
                features.occurredAt(),
                features.textState(),
                vector,
                numbers,
                categories);
    }

    private float[] vector(Event event) {
        return event.embedding() == null ? ofModel(session -> session.embed(event.text())) : provided(event);
    }

    // The text beside a vector that came along is not the model's business, not even its tokenizer's.
    private SortedMap<String, Double> descriptors(Event event) {
        return event.embedding() == null
                ? ofModel(session -> TextDescriptors.of(event.text(), session::tokens))
                : TextDescriptors.of(event.text(), 0);
    }

    private static <V> SortedMap<String, V> with(SortedMap<String, V> sent, SortedMap<String, V> measured) {
        SortedMap<String, V> both = new TreeMap<>(sent);
        both.putAll(measured);
        return both;
    }

    private <T> T ofModel(Function<EmbedderSession, T> call) {
        try {
            if (session == null) {
                session = embedder.newSession();
            }
            return call.apply(session);
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
