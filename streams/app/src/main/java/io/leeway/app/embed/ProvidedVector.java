/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.Event;
import io.leeway.models.Embedder;
import java.util.Optional;

/** The vector that a producer sent in place of a text, or beside it. */
final class ProvidedVector {

    /** A longer name than any model's says no more than its beginning. */
    private static final int LONGEST_NAME = 64;

    private ProvidedVector() {}

    /**
     * Why a vector cannot be compared.
     *
     * @param message what is wrong with it
     * @param sort what such vectors have in common, to count them by: {@code 'other-model' (768 entries)}
     */
    record Refusal(String message, String sort) {}

    /** Why this event's vector cannot be compared with the embedder's, if it cannot. */
    static Optional<Refusal> refusal(Event event, Embedder embedder) {
        String expected = embedder.identity().name();
        int entries = event.embedding().length;
        String sort = name(event.embeddingModel()) + " (" + entries + " entries)";
        if (!expected.equals(event.embeddingModel())) {
            return Optional.of(new Refusal(
                    "embeddingModel is '" + event.embeddingModel() + "', this service compares '" + expected + "'",
                    sort));
        }
        if (entries != embedder.dimension()) {
            return Optional.of(new Refusal(
                    "embedding has " + entries + " entries, " + expected + " has " + embedder.dimension(), sort));
        }
        double squares = squares(event.embedding());
        return squares > 0 && !Double.isInfinite(squares)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "embedding has no direction: its length is zero or not finite", sort + " without a direction"));
    }

    /** The event's vector, of length 1. */
    static float[] unit(Event event) {
        float[] vector = event.embedding();
        double norm = Math.sqrt(squares(vector));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
    }

    private static double squares(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return squares;
    }

    private static String name(String model) {
        if (model == null) {
            return "a model without a name";
        }
        String shown = model.length() <= LONGEST_NAME ? model : model.substring(0, LONGEST_NAME) + "…";
        // It stands in alerts, on one line.
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
