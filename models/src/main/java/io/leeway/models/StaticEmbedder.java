/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;

/**
 * The mean of one fixed vector per token, weighted by how rare the token is, scaled to norm 1. The vectors are distilled
 * from a transformer once and kept in a {@link ModelCache}.
 *
 * <p>It does not know the order of words, nor what a word means beside others, and is two orders of magnitude faster than
 * its transformer. A sum over tokens in their order depends on nothing else, so it is batch-invariant.
 */
final class StaticEmbedder implements Embedder {

    private final NativeGuard guard;
    private final HuggingFaceTokenizer tokenizer;
    private final TokenTable table;
    private final TextBounds bounds;
    private final ModelIdentity identity;

    private StaticEmbedder(
            NativeGuard guard, HuggingFaceTokenizer tokenizer, TokenTable table, int maxTokens, double sigmaSquared) {
        this.guard = guard;
        this.tokenizer = tokenizer;
        this.table = table;
        this.bounds = TextBounds.forTokens(maxTokens);
        try (EmbedderSession session = newSession()) {
            this.identity = new ModelIdentity(
                    guard.name(), table.dimension(), maxTokens, sigmaSquared, EncoderCanary.digest(session));
        }
    }

    /**
     * Loads the token table, or distils it if the cache does not have it.
     *
     * @param name of this model
     * @param transformer the model to distil
     * @throws EmbeddingException if a file cannot be read, or the cache fails
     */
    static StaticEmbedder open(
            String name, ModelFiles.Resources transformer, ModelCache cache, int maxTokens, double sigmaSquared) {
        HuggingFaceTokenizer tokenizer = null;
        boolean opened = false;
        try {
            TokenTable table = cache.tokenTable(name, transformer.digest(), () -> distil(transformer));
            tokenizer = Tokenizers.load(transformer, maxTokens);
            StaticEmbedder embedder =
                    new StaticEmbedder(new NativeGuard(name), tokenizer, table, maxTokens, sigmaSquared);
            opened = true;
            return embedder;
        } catch (IOException e) {
            throw new EmbeddingException("model '" + name + "' cannot be loaded", e);
        } finally {
            if (!opened && tokenizer != null) {
                tokenizer.close();
            }
        }
    }

    private static TokenTable distil(ModelFiles transformer) {
        try (OnnxEncoder encoder = OnnxEncoder.load(transformer, ModelSpec.MIN_TOKENS)) {
            return TokenDistiller.distil(encoder);
        }
    }

    @Override
    public ModelIdentity identity() {
        return identity;
    }

    @Override
    public boolean batchInvariant() {
        return true;
    }

    @Override
    public EmbedderSession newSession() {
        return guard.whileOpen(() -> new StaticSession(this, bounds));
    }

    /** The vector of tokens. */
    float[] vector(long[] ids) {
        return table.vector(ids);
    }

    /** @param text well-formed and of bounded length */
    Tokenizers.Pieces pieces(String text) {
        return guard.whileOpen(() -> Tokenizers.pieces(tokenizer, guard.name(), text));
    }

    String name() {
        return guard.name();
    }

    @Override
    public void close() {
        guard.close(tokenizer::close);
    }
}
