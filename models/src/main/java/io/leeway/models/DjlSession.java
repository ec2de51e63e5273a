/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.Objects;

/** One predictor of a shared encoder. */
final class DjlSession implements EmbedderSession {

    private final OnnxEncoder encoder;
    private final Predictor<String, float[]> predictor;
    private final TextBounds bounds;
    private boolean closed;

    DjlSession(OnnxEncoder encoder, Predictor<String, float[]> predictor, TextBounds bounds) {
        this.encoder = encoder;
        this.predictor = predictor;
        this.bounds = bounds;
    }

    @Override
    public float[] embed(String text) {
        requireUsable(text);
        return encoder.whileOpen(() -> predict(text));
    }

    @Override
    public int tokens(String text) {
        requireUsable(text);
        return encoder.tokens(bounds.apply(text));
    }

    private void requireUsable(String text) {
        Objects.requireNonNull(text, "text");
        if (closed) {
            throw new IllegalStateException("this session of model '" + encoder.name() + "' is closed");
        }
    }

    private float[] predict(String text) {
        try {
            return predictor.predict(bounds.apply(text));
        } catch (TranslateException e) {
            throw new EmbeddingException(
                    "model '" + encoder.name() + "' failed on a text of " + text.length() + " characters", e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            predictor.close();
        }
    }
}
