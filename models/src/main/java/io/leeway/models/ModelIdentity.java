/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.regex.Pattern;

/**
 * What an embedder is. Two embedders with equal identities give equal vectors, so sums made with them may be merged and
 * compared; with unequal identities a difference may come from the encoder and not from its inputs.
 *
 * @param name {@code minilm}, or {@code folder:} and the last segment of the folder's path
 * @param dimension entries per vector, at least 1
 * @param maxTokens tokens of a text that are read, the model's special ones included, at least 1
 * @param sigmaSquared squared bandwidth of the Gaussian kernel on these vectors, in (0, 2]; see {@link KernelBandwidth}
 * @param canary digest of the vectors of fixed texts, 64 hexadecimal digits; see {@link EncoderCanary}
 */
public record ModelIdentity(String name, int dimension, int maxTokens, double sigmaSquared, String canary) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if a component breaks its rule above */
    public ModelIdentity {
        require(!name.isBlank(), "name", name, "must not be blank");
        require(dimension >= 1, "dimension", dimension, "must be at least 1");
        require(maxTokens >= 1, "maxTokens", maxTokens, "must be at least 1");
        require(sigmaSquared > 0 && sigmaSquared <= 2, "sigmaSquared", sigmaSquared, "must be in (0, 2]");
        require(SHA_256.matcher(canary).matches(), "canary", canary, "must be 64 hexadecimal digits in lower case");
    }

    private static void require(boolean holds, String component, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(component + " '" + value + "' " + rule);
        }
    }
}
