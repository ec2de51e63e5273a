/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Arrays;

/**
 * The direction of a vector, in one byte a component.
 *
 * <p>Components are scaled so that the largest absolute one becomes 127, and rounded. The length is not kept; decoding
 * gives length 1, which is what embeddings have. The zero vector stays zero. The cosine between a vector and its decoded
 * form is above 0.999 for embeddings of some hundred dimensions.
 */
public final class QuantisedVector {

    private static final int LARGEST = 127;

    private final byte[] components;

    /** For bytes that nobody else holds. */
    private QuantisedVector(byte[] components) {
        this.components = components;
    }

    /** Quantises a vector of finite components. */
    public static QuantisedVector of(float[] vector) {
        double largest = 0;
        for (float component : vector) {
            largest = Math.max(largest, Math.abs(component));
        }
        byte[] components = new byte[vector.length];
        for (int i = 0; i < vector.length && largest > 0; i++) {
            components[i] = (byte) Math.round(vector[i] / largest * LARGEST);
        }
        return new QuantisedVector(components);
    }

    /** A new vector of length 1 (0 for the zero vector). */
    public float[] decode() {
        long squares = 0;
        for (byte component : components) {
            squares += component * component;
        }
        double norm = squares == 0 ? 1 : Math.sqrt((double) squares);
        float[] vector = new float[components.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (components[i] / norm);
        }
        return vector;
    }

    /** The number of components. */
    public int dimension() {
        return components.length;
    }

    /** The stored form: one byte a component. */
    public byte[] toBytes() {
        return components.clone();
    }

    /** Reads the stored form; any bytes are one. */
    public static QuantisedVector fromBytes(byte[] bytes) {
        return new QuantisedVector(bytes.clone());
    }

    void write(SummaryOutput out) {
        out.raw(components);
    }

    static QuantisedVector read(SummaryInput in) {
        return new QuantisedVector(in.raw());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantisedVector that && Arrays.equals(components, that.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    @Override
    public String toString() {
        return "QuantisedVector of dimension " + components.length;
    }
}
