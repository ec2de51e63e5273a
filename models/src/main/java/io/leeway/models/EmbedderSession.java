/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.ArrayList;
import java.util.List;

/** One thread's access to an {@link Embedder}. Not thread-safe; reuse it, for opening one is not free. */
public interface EmbedderSession extends AutoCloseable {

    /**
     * Embeds one text.
     *
     * @param text any text, even empty or with unpaired surrogates, which count as U+FFFD
     * @return a new unit vector of {@link Embedder#dimension()} entries
     * @throws EmbeddingException if the model fails on this text
     * @throws IllegalStateException if this session or its embedder is closed
     */
    float[] embed(String text);

    /**
     * Embeds texts; the same bits as {@link #embed(String)} for each. The default runs one text a call; an implementation
     * may batch only if its embedder is {@linkplain Embedder#batchInvariant() batch-invariant}.
     *
     * @return the vectors in the order of the texts
     * @throws EmbeddingException if the model fails on one of the texts; no vector is returned then
     * @throws IllegalStateException if this session or its embedder is closed
     */
    default List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (String text : texts) {
            vectors.add(embed(text));
        }
        return vectors;
    }

    /**
     * Counts the sub-word pieces that the model's tokenizer makes of a text. Together with the number of words this tells
     * how foreign a text is to the model: words that it does not know fall apart into many pieces.
     *
     * <p>Pieces beyond {@link ModelIdentity#maxTokens()} count too, up to a bound far beyond what the model reads, so that
     * the cost is bounded. Tokens that the model adds itself do not count. The count is a function of the text alone.
     *
     * @param text any text, as for {@link #embed(String)}
     * @return at least 0; 0 for the empty and the blank text
     * @throws EmbeddingException if the tokenizer fails on this text
     * @throws IllegalStateException if this session or its embedder is closed
     */
    int tokens(String text);

    /** Releases the session, not its embedder. Further calls do nothing. */
    @Override
    void close();
}
