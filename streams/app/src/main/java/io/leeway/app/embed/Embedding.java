/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Features;
import io.leeway.app.privacy.KeptText;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.EmbeddingException;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.text.TextDescriptors;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Features to an observation: embeds the text, or takes the vector that the producer sent with it, and describes the
 * text. For one thread; the model's session opens at the first text, so that a thread without inputs holds none.
 */
public final class Embedding implements AutoCloseable {

    private final Embedder embedder;
    private final KeptText kept;
    private EmbedderSession session;

    /** An embedding stage on a shared model that passes on nothing of a text. */
    public Embedding(Embedder embedder) {
        this(embedder, KeptText.NOTHING);
    }

    /**
     * An embedding stage on a shared model.
     *
     * @param kept what of a text is passed on
     */
    public Embedding(Embedder embedder, KeptText kept) {
        this.embedder = embedder;
        this.kept = kept;
    }

    /**
     * Embeds one event. Its numbers and categories are those sent and those of {@link TextDescriptors}.
     *
     * @throws WrongVectorException if a vector sent along cannot be compared; it has what can be counted of the event
     * @throws BadEventException if the model fails on the text
     */
    public Observation observe(Features features) {
        Event event = features.event();
        boolean present = features.textState() == TextState.PRESENT;
        SortedMap<String, Double> numbers = features.numbers();
        SortedMap<String, String> categories = features.categories();
        if (present && event.text() != null) {
            numbers = with(numbers, descriptors(event));
            categories = with(categories, TextDescriptors.categories(event.text()));
        }
        boolean provided = present && event.embedding() != null;
        Optional<ProvidedVector.Refusal> refusal =
                provided ? ProvidedVector.refusal(event, embedder) : Optional.empty();
        if (refusal.isPresent()) {
            throw new WrongVectorException(
                    refusal.get().message(),
                    observation(
                            features,
                            TextState.MISMATCHED,
                            null,
                            numbers,
                            categories,
                            refusal.get().sort()));
        }
        return observation(features, features.textState(), present ? vector(event) : null, numbers, categories, null);
    }

    private Observation observation(
            Features features,
            TextState textState,
            float[] vector,
            SortedMap<String, Double> numbers,
            SortedMap<String, String> categories,
            String mismatch) {
        Event event = features.event();
        return new Observation(
                event.eventId(),
                event.traceId(),
                event.sessionId(),
                features.occurredAt(),
                textState,
                vector,
                numbers,
                categories,
                mismatch,
                textState == TextState.PRESENT && event.text() != null
                        ? kept.of(event.text()).orElse(null)
                        : null);
    }

    /**
     * The vector of an event's text: the one sent along, or the model's.
     *
     * @throws BadEventException if the model fails on the text, or a vector sent along is not of this model
     */
    public float[] vector(Event event) {
        if (event.embedding() == null) {
            return ofModel(session -> session.embed(event.text()));
        }
        ProvidedVector.refusal(event, embedder).ifPresent(refusal -> {
            throw new BadEventException(Reason.WRONG_EMBEDDING, refusal.message());
        });
        return ProvidedVector.unit(event);
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

    @Override
    public void close() {
        if (session != null) {
            session.close();
            // A revived task goes on with this stage.
            session = null;
        }
    }
}
