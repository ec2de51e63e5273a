/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.OptionalDouble;

/**
 * An ONNX model behind DJL. Never batched: quantised models scale activations over the whole batch, so a text's vector
 * would depend on its neighbours, and of a folder's model it is not known whether it is quantised.
 */
final class DjlEmbedder implements Embedder {

    private final OnnxEncoder encoder;
    private final ModelIdentity identity;

    private DjlEmbedder(OnnxEncoder encoder, ModelIdentity identity) {
        this.encoder = encoder;
        this.identity = identity;
    }

    /** @param sigmaSquared the known bandwidth, or empty to measure it */
    static DjlEmbedder open(ModelFiles files, int maxTokens, OptionalDouble sigmaSquared) {
        OnnxEncoder encoder = OnnxEncoder.load(files, maxTokens);
        boolean opened = false;
        try (EmbedderSession session = encoder.newSession()) {
            ModelIdentity identity = new ModelIdentity(
                    files.name(),
                    session.embed("dimension").length,
                    maxTokens,
                    sigmaSquared.isPresent() ? sigmaSquared.getAsDouble() : KernelBandwidth.measure(session),
                    EncoderCanary.digest(session));
            opened = true;
            return new DjlEmbedder(encoder, identity);
        } finally {
            if (!opened) {
                encoder.close();
            }
        }
    }

    @Override
    public ModelIdentity identity() {
        return identity;
    }

    @Override
    public boolean batchInvariant() {
        return false;
    }

    @Override
    public EmbedderSession newSession() {
        return encoder.newSession();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
