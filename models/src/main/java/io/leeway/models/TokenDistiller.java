/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a token table of a transformer: every entry of its vocabulary goes through it, between the tokens that the model
 * adds itself, and the mean over all three is the entry's vector.
 *
 * <ul>
 *   <li>Centred at the expected vector of English text, that is, the mean over words by {@linkplain
 *       TokenWeights#probability probability} and {@linkplain TokenWeights#weight weight}. Otherwise all texts would have
 *       what the added tokens contribute in common, and hardly differ.
 *   <li>Projected onto the {@value #DIMENSION} principal components of the vocabulary, special and unused entries left out.
 *   <li>Times the weight.
 * </ul>
 *
 * <p>Cost: one call of the model per entry, 10 to 25 seconds of processor time shared out over all cores, and
 * some 100 MB while it runs.
 *
 * <p>The idea is known from Model2Vec (S. Tulkens, T. van Dongen, 2024, DOI 10.5281/zenodo.17270888).
 */
final class TokenDistiller {

    static final int DIMENSION = 256;

    /** Entries per predictor: many enough that opening one does not count, few enough to share out. */
    private static final int PART = 1000;

    private TokenDistiller() {}

    /**
     * Runs the vocabulary through the model. One entry a call, so that the bits are the same every time.
     *
     * @throws EmbeddingException if the model fails on an entry
     */
    static TokenTable distil(OnnxEncoder encoder) {
        long[] added = encoder.addedTokens();
        if (added.length != 2) {
            throw new EmbeddingException("model '" + encoder.name() + "' adds " + added.length
                    + " tokens to a text, must be 2, one before and one behind");
        }
        // One more for the text without tokens.
        float[][] vectors = new float[TokenWeights.VOCABULARY + 1][];
        IntStream.rangeClosed(0, TokenWeights.VOCABULARY / PART)
                .parallel()
                .forEach(part -> fillPart(part * PART, encoder, added, vectors));
        return table(Arrays.asList(vectors));
    }

    private static void fillPart(int from, OnnxEncoder encoder, long[] added, float[][] vectors) {
        try (Predictor<long[], float[]> predictor = encoder.newTokenPredictor()) {
            for (int id = from; id < Math.min(from + PART, vectors.length); id++) {
                long[] ids = id < TokenWeights.VOCABULARY ? new long[] {added[0], id, added[1]} : added;
                vectors[id] = predictor.predict(ids);
            }
        } catch (TranslateException e) {
            throw new EmbeddingException("model '" + encoder.name() + "' failed on its own vocabulary", e);
        }
    }

    private static TokenTable table(List<float[]> vectors) {
        PrincipalComponents components = PrincipalComponents.of(
                vectors.subList(TokenWeights.FIRST_SYMBOL, TokenWeights.VOCABULARY), expected(vectors), DIMENSION);
        float[] entries = new float[vectors.size() * DIMENSION];
        for (int id = 0; id < vectors.size(); id++) {
            double[] coordinates = components.project(vectors.get(id));
            double weight = TokenWeights.weight(id);
            for (int i = 0; i < DIMENSION; i++) {
                entries[id * DIMENSION + i] = (float) (weight * coordinates[i]);
            }
        }
        return new TokenTable(DIMENSION, entries);
    }

    private static double[] expected(List<float[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        double total = 0;
        for (int id = TokenWeights.FIRST_WORD; id < TokenWeights.VOCABULARY; id++) {
            double share = TokenWeights.probability(id) * TokenWeights.weight(id);
            total += share;
            float[] vector = vectors.get(id);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= total;
        }
        return mean;
    }
}
