/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Everything that fixes a {@link KernelFeatureMap}: two sums of features may be merged or compared only if their
 * identities are equal.
 *
 * @param model the embedding model's name
 * @param canary a fingerprint of what the model returns for a known text, so that a silently changed model is another
 *     identity
 * @param inputDimension length of an embedding, 1 to 65,536
 * @param features length D of the feature vector, even, 2 to 65,536
 * @param sigmaSquared squared bandwidth σ² of the Gaussian kernel exp(−‖x−y‖²/2σ²); positive and finite
 * @param seed what the frequencies are drawn from
 * @param version of the construction; {@link #CURRENT_VERSION} today
 */
public record FeatureMapId(
        String model, String canary, int inputDimension, int features, double sigmaSquared, long seed, int version) {

    /** The construction that {@link KernelFeatureMap} knows. */
    public static final int CURRENT_VERSION = 1;

    /** The usual length of the feature vector: 256 frequencies, a cosine and a sine each. */
    public static final int STANDARD_FEATURES = 512;

    private static final long STANDARD_SEED = 0x6C65_6577_6179_0001L;
    private static final int LARGEST = 65_536;
    private static final int DIGEST_CHARACTERS = 16;

    /**
     * Checks the ranges given above.
     *
     * @throws IllegalArgumentException naming the value out of range
     */
    public FeatureMapId {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(canary, "canary");
        if (model.isBlank()) {
            throw new IllegalArgumentException("the embedding model of a feature map must have a name");
        }
        if (inputDimension < 1 || inputDimension > LARGEST) {
            throw new IllegalArgumentException(
                    "input dimension " + inputDimension + " is not between 1 and " + LARGEST);
        }
        if (features < 2 || features > LARGEST || features % 2 != 0) {
            throw new IllegalArgumentException(
                    "number of features " + features + " is not even and between 2 and " + LARGEST);
        }
        if (!(sigmaSquared > 0) || Double.isInfinite(sigmaSquared)) {
            throw new IllegalArgumentException("sigma squared " + sigmaSquared + " is not positive and finite");
        }
        if (version < 1) {
            throw new IllegalArgumentException("feature map version " + version + " is not positive");
        }
    }

    /** The map used unless there is a reason for another: {@value #STANDARD_FEATURES} features and the fixed seed. */
    public static FeatureMapId standard(String model, String canary, int inputDimension, double sigmaSquared) {
        return new FeatureMapId(
                model, canary, inputDimension, STANDARD_FEATURES, sigmaSquared, STANDARD_SEED, CURRENT_VERSION);
    }

    /** Sixteen hexadecimal digits that stand for this identity in stored summaries. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must provide SHA-256", e);
        }
    }

    // Free text carries its length, so that no two identities share a canonical form.
    private String canonical() {
        return "feature-map " + version + "\nmodel " + model.length() + ":" + model + "\ncanary " + canary.length()
                + ":" + canary + "\ninput " + inputDimension + "\nfeatures " + features + "\nsigma-squared "
                + Long.toHexString(Double.doubleToLongBits(sigmaSquared)) + "\nseed " + Long.toHexString(seed);
    }
}
