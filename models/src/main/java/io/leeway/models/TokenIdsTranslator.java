/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.List;

/** Vocabulary ids to the mean of their token vectors, not scaled: no tokenizer takes part. */
final class TokenIdsTranslator implements NoBatchifyTranslator<long[], float[]> {

    private static final String COUNT = "count";

    private final List<String> inputs;

    TokenIdsTranslator(List<String> inputs) {
        this.inputs = inputs;
    }

    @Override
    public NDList processInput(TranslatorContext context, long[] ids) {
        context.setAttachment(COUNT, ids.length);
        return MeanPoolingTranslator.tensors(context, inputs, ids, ones(ids.length), new long[ids.length]);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
        int count = (int) context.getAttachment(COUNT);
        NDArray tokens = MeanPoolingTranslator.tokenVectors(outputs, count);
        double[] sum = MeanPoolingTranslator.maskedSum(
                tokens.toByteBuffer().asFloatBuffer(),
                ones(count),
                Math.toIntExact(tokens.getShape().get(2)));
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return mean;
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
