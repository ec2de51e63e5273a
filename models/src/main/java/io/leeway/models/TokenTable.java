/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/**
 * One weighted vector per entry of a vocabulary, and one more for a text without any.
 *
 * <p>On the heap and not mapped from its file: a file that somebody shortens would end the process, and one that somebody
 * changes would move all vectors after its check.
 */
final class TokenTable {

    private final int dimension;
    private final float[] entries;

    /** @param entries row after row, the row of the empty text last; not copied */
    TokenTable(int dimension, float[] entries) {
        if (dimension < 1 || entries.length < dimension || entries.length % dimension != 0) {
            throw new IllegalArgumentException(
                    entries.length + " entries must be one or more rows of dimension " + dimension);
        }
        this.dimension = dimension;
        this.entries = entries;
    }

    int dimension() {
        return dimension;
    }

    int rows() {
        return entries.length / dimension;
    }

    /** All rows, not to be changed. */
    float[] entries() {
        return entries;
    }

    /**
     * The sum of the vectors of tokens, scaled to norm 1. Adds in the order of the tokens.
     *
     * @throws EmbeddingException if the sum has no direction, or an id is not in the vocabulary
     */
    float[] vector(long[] ids) {
        double[] sum = new double[dimension];
        int empty = rows() - 1;
        if (ids.length == 0) {
            add(empty, sum);
        }
        for (long id : ids) {
            if (id < 0 || id >= empty) {
                throw new EmbeddingException("token " + id + " must be from 0 to " + (empty - 1));
            }
            add((int) id, sum);
        }
        return MeanPoolingTranslator.unit(sum);
    }

    private void add(int row, double[] sum) {
        int from = row * dimension;
        for (int i = 0; i < dimension; i++) {
            sum[i] += entries[from + i];
        }
    }
}
