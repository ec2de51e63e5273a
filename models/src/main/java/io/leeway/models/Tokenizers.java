/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Loads tokenizers, and cuts texts into their pieces. Callers hold a {@link NativeGuard}. */
final class Tokenizers {

    private Tokenizers() {}

    /**
     * Loads a tokenizer that reads so many tokens and pads nothing.
     *
     * @throws IOException if its file cannot be read
     * @throws EmbeddingException if the file is malformed
     */
    static HuggingFaceTokenizer load(ModelFiles files, int maxTokens) throws IOException {
        // Overrides what the file says: some files pad every text to a fixed length.
        Map<String, String> options = Map.of(
                "truncation",
                "longest_first",
                "padding",
                "do_not_pad",
                // What is cut off would overlap with what is kept, and be counted twice.
                "stride",
                "0",
                "maxLength",
                Integer.toString(maxTokens),
                "modelMaxLength",
                Integer.toString(maxTokens));
        try (InputStream json = files.tokenizer()) {
            return HuggingFaceTokenizer.newInstance(json, options);
        } catch (RuntimeException e) {
            // The native code throws this bare type for whatever it cannot parse.
            throw new EmbeddingException("the tokenizer of model '" + files.name() + "' cannot be loaded", e);
        }
    }

    /**
     * Cuts a text into pieces, without the tokens that the model adds itself.
     *
     * @param model the model's name, for messages
     * @param text well-formed and of bounded length
     * @throws EmbeddingException if the tokenizer fails on it
     */
    static Pieces pieces(HuggingFaceTokenizer tokenizer, String model, String text) {
        try {
            Encoding read = tokenizer.encode(text, false, true);
            int count = read.getIds().length;
            for (Encoding beyond : read.getOverflowing()) {
                count += beyond.getIds().length;
            }
            return new Pieces(read.getIds(), count);
        } catch (RuntimeException e) {
            // The native code throws this bare type for whatever it cannot take.
            throw new EmbeddingException(
                    "the tokenizer of model '" + model + "' failed on a text of " + text.length() + " characters", e);
        }
    }

    /**
     * The pieces of a text.
     *
     * @param read vocabulary ids of those before the cut
     * @param count how many there are, those behind the cut included
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never leaves this package
    record Pieces(long[] read, int count) {}
}
