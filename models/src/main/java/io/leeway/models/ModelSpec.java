/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/**
 * Which model to open.
 *
 * @param name {@code minilm}, {@code static}, or the path of a folder with {@code model.onnx} and {@code tokenizer.json}
 * @param maxTokens tokens of a text that are read, special ones included, from {@value #MIN_TOKENS} to
 *     {@value #MAX_TOKENS}; the model may allow fewer
 */
public record ModelSpec(String name, int maxTokens) {

    /** The name of the built-in transformer. */
    public static final String MINILM = "minilm";

    /** The name of the built-in model of one fixed vector per token. */
    public static final String STATIC = "static";

    /** Tokens read by default: enough for nearly all inputs of an agent, at a quarter of the cost of 512. */
    public static final int DEFAULT_MAX_TOKENS = 256;

    static final int MIN_TOKENS = 8;
    static final int MAX_TOKENS = 8192;

    /** @throws IllegalArgumentException if the name is blank or the number of tokens out of range */
    public ModelSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("model name '" + name + "' must not be blank");
        }
        if (maxTokens < MIN_TOKENS || maxTokens > MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "max tokens " + maxTokens + " must be from " + MIN_TOKENS + " to " + MAX_TOKENS);
        }
    }

    /** The built-in transformer at its default length. */
    public static ModelSpec minilm() {
        return new ModelSpec(MINILM, DEFAULT_MAX_TOKENS);
    }
}
