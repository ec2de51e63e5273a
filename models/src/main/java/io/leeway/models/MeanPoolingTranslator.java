/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One text to tokens, token vectors to their mean over the attention mask, scaled to norm 1. Sums run in double precision
 * and in token order, so equal token vectors give equal bits.
 */
final class MeanPoolingTranslator implements NoBatchifyTranslator<String, float[]> {

    private static final List<String> KNOWN_INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");

    /** Stands for a text without tokens, where the tokenizer adds no special ones: every text has a vector. */
    private static final String STOP = ".";

    /** Key of the attention mask between the two halves of a call. */
    private static final String MASK = "mask";

    private final HuggingFaceTokenizer tokenizer;
    private final List<String> inputs;

    MeanPoolingTranslator(HuggingFaceTokenizer tokenizer, List<String> inputs) {
        this.tokenizer = tokenizer;
        this.inputs = inputs;
    }

    /** @throws EmbeddingException if one is not known */
    static void requireKnownInputs(List<String> inputs) {
        for (String input : inputs) {
            if (!KNOWN_INPUTS.contains(input)) {
                throw new EmbeddingException(
                        "model input '" + input + "' is not known, inputs must be among " + KNOWN_INPUTS);
            }
        }
    }

    @Override
    public NDList processInput(TranslatorContext context, String text) {
        Encoding encoding = encode(text);
        context.setAttachment(MASK, encoding.getAttentionMask());
        return tensors(context, inputs, encoding.getIds(), encoding.getAttentionMask(), encoding.getTypeIds());
    }

    /** The inputs of a call, one row of one value per token each. */
    static NDList tensors(TranslatorContext context, List<String> inputs, long[] ids, long[] mask, long[] types) {
        NDList tensors = new NDList(inputs.size());
        for (String input : inputs) {
            long[] values =
                    switch (input) {
                        case "input_ids" -> ids;
                        case "attention_mask" -> mask;
                        case "token_type_ids" -> types;
                        default -> throw new IllegalStateException("input '" + input + "' was not refused");
                    };
            NDArray tensor = context.getNDManager().create(values, new Shape(1, values.length));
            tensor.setName(input);
            tensors.add(tensor);
        }
        return tensors;
    }

    private Encoding encode(String text) {
        Encoding encoding = tokenizer.encode(text);
        if (encoding.getIds().length > 0) {
            return encoding;
        }
        Encoding stop = tokenizer.encode(STOP);
        if (stop.getIds().length == 0) {
            throw new EmbeddingException("the tokenizer gives no token, not even for '" + STOP + "'");
        }
        return stop;
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        long[] mask = (long[]) context.getAttachment(MASK);
        NDArray tokens = tokenVectors(outputs, mask.length);
        int dimension = Math.toIntExact(tokens.getShape().get(2));
        return unit(maskedSum(tokens.toByteBuffer().asFloatBuffer(), mask, dimension));
    }

    /** The output of one vector per token. */
    static NDArray tokenVectors(NDList outputs, int tokens) {
        for (NDArray output : outputs) {
            Shape shape = output.getShape();
            if (shape.dimension() == 3
                    && shape.get(0) == 1
                    && shape.get(1) == tokens
                    && output.getDataType() == DataType.FLOAT32) {
                return output;
            }
        }
        throw new EmbeddingException("the model has no output of one float vector per token, shape (1, " + tokens
                + ", dimension); its outputs are "
                + outputs.stream().map(NDArray::getShape).toList());
    }

    /** The sum and not the mean: scaling to norm 1 takes the count out again. */
    static double[] maskedSum(FloatBuffer tokens, long[] mask, int dimension) {
        double[] sum = new double[dimension];
        for (int token = 0; token < mask.length; token++) {
            if (mask[token] != 0) {
                for (int i = 0; i < dimension; i++) {
                    sum[i] += tokens.get(token * dimension + i);
                }
            }
        }
        return sum;
    }

    /** @throws EmbeddingException if the vector is zero or not finite */
    static float[] unit(double[] vector) {
        double squares = 0;
        for (double entry : vector) {
            squares += entry * entry;
        }
        double norm = Math.sqrt(squares);
        if (!(norm > 0 && Double.isFinite(norm))) {
            throw new EmbeddingException("a vector of norm " + norm + " has no direction, must be positive and finite");
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
    }
}
