/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The squared bandwidth of the Gaussian kernel {@code exp(-||x - y||^2 / (2 sigma^2))} for one embedding model.
 *
 * <p>{@code sigma^2 = 2 (1 - ||m||^2)}, with {@code m} the mean of unit vectors of varied texts. Because
 * {@code ||x - y||^2 = 2 - 2 x.y} on the unit sphere, this is the mean squared distance over all ordered pairs, each
 * text with itself included; leaving those out would give {@code n / (n - 1)} times as much. It belongs to the model and
 * not to an agent, so that a feature map stays frozen while its inputs move.
 *
 * <p>Varied texts are farther apart than the inputs of one agent: for {@code minilm} these texts give 1.83, where the
 * streams it was developed on, pooled, gave 1.35. So a bandwidth measured here is on the wide side. The
 * null calibration holds for any bandwidth; power may be less than at the best one.
 *
 * <ul>
 *   <li>Range: [0, 2]; 0 when all vectors are equal, near 2 when they are orthogonal or cancel out.
 *   <li>Rounded half up to 2 decimals: the test is insensitive to the third, and a rounded number can be written down.
 *   <li>Cost: one call of the model per text.
 * </ul>
 *
 * <p>Reference: D. Garreau, W. Jitkrittum, M. Kanagawa, "Large sample analysis of the median heuristic" (2017),
 * DOI 10.48550/arXiv.1707.07269, on bandwidths of the size of a typical pairwise distance.
 */
final class KernelBandwidth {

    /** Texts by the authors of this project: varied topics, one a line. */
    private static final String TEXTS = "bandwidth-texts.txt";

    private KernelBandwidth() {}

    /**
     * The bandwidth on the fixed texts that come with this module.
     *
     * @throws EmbeddingException if the model fails on one of them, or gives all of them practically one vector
     */
    static double measure(EmbedderSession session) {
        double sigmaSquared = ofUnitVectors(session.embed(texts()));
        if (sigmaSquared <= 0) {
            throw new EmbeddingException("the model gives " + texts().size()
                    + " different texts the same vector (sigma^2 rounds to " + sigmaSquared + ", must be positive)");
        }
        return sigmaSquared;
    }

    /**
     * @param vectors unit vectors of equal length
     * @throws IllegalArgumentException if there is none
     */
    static double ofUnitVectors(List<float[]> vectors) {
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("0 vectors have no mean, at least 1 is needed");
        }
        double[] sum = new double[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        double squaredNorm = 0;
        for (double s : sum) {
            double mean = s / vectors.size();
            squaredNorm += mean * mean;
        }
        return Math.round(100 * 2 * (1 - squaredNorm)) / 100.0;
    }

    static List<String> texts() {
        try (InputStream in = KernelBandwidth.class.getResourceAsStream(TEXTS)) {
            if (in == null) {
                throw new IllegalStateException("resource " + TEXTS + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + TEXTS + " cannot be read", e);
        }
    }
}
