/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/** The same vector for every text. */
final class FixedSession implements EmbedderSession {

    private final float[] vector;

    FixedSession(float... vector) {
        this.vector = vector.clone();
    }

    @Override
    public float[] embed(String text) {
        return vector.clone();
    }

    @Override
    public int tokens(String text) {
        return text.length();
    }

    @Override
    public void close() {}
}
