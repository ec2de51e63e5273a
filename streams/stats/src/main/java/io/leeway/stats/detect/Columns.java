/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * Many vectors of one dimension, stored component by component, so that a sum over the components of each is computed for all
 * of them side by side, which a compiler turns into vector instructions.
 *
 * <p>The order of each sum is fixed: four partial sums, of the components with index 0, 1, 2 and 3 modulo four, then
 * (a + b) + (c + d); what is left over at the end counts to the first. So the bits are those of {@link Codebook#dot} and
 * {@link Codebook#squaredDistance(float[], float[])}, on every machine.
 *
 * <p>Cost: D·n products; 8·D·n bytes. Immutable.
 */
final class Columns {
    private static final int LANES = 4;

    /** Components of one lane that are added in one go, which reads and writes the sums a quarter as often. */
    private static final int STEPS = 4;

    private final int size;

    /** D×n. */
    private final double[][] components;

    private Columns(int size, double[][] components) {
        this.size = size;
        this.components = components;
    }

    /**
     * The vectors from one index to another.
     *
     * @param vectors of one dimension, at least one in the range
     */
    static Columns of(float[][] vectors, int from, int to) {
        double[][] components = new double[vectors[from].length][to - from];
        for (int j = from; j < to; j++) {
            for (int d = 0; d < components.length; d++) {
                components[d][j - from] = vectors[j][d];
            }
        }
        return new Columns(to - from, components);
    }

    /** All vectors. */
    static Columns of(float[][] vectors) {
        return of(vectors, 0, vectors.length);
    }

    /** How many vectors there are, n. */
    int size() {
        return size;
    }

    /** The inner products of {@code x} with all vectors. */
    double[] dots(float[] x) {
        double[][] sums = new double[LANES][size];
        int d = 0;
        for (; d + STEPS * LANES <= components.length; d += STEPS * LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                addProducts(sums[lane], x, d + lane);
            }
        }
        for (; d < components.length; d++) {
            addProducts(sums[lane(d)], x[d], components[d]);
        }
        return total(sums);
    }

    /** The squared Euclidean distances of {@code x} to all vectors. */
    double[] squaredDistances(float[] x) {
        double[][] sums = new double[LANES][size];
        int d = 0;
        for (; d + STEPS * LANES <= components.length; d += STEPS * LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                addSquares(sums[lane], x, d + lane);
            }
        }
        for (; d < components.length; d++) {
            addSquares(sums[lane(d)], x[d], components[d]);
        }
        return total(sums);
    }

    /** To which partial sum a component at the end counts: its own while there are four, else the first. */
    private int lane(int d) {
        return d < components.length / LANES * LANES ? d % LANES : 0;
    }

    private void addProducts(double[] sums, float[] x, int from) {
        double p = x[from];
        double q = x[from + LANES];
        double r = x[from + 2 * LANES];
        double s = x[from + 3 * LANES];
        double[] first = components[from];
        double[] second = components[from + LANES];
        double[] third = components[from + 2 * LANES];
        double[] fourth = components[from + 3 * LANES];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = (((sums[j] + p * first[j]) + q * second[j]) + r * third[j]) + s * fourth[j];
        }
    }

    private static void addProducts(double[] sums, double x, double[] row) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += x * row[j];
        }
    }

    private void addSquares(double[] sums, float[] x, int from) {
        double x0 = x[from];
        double x1 = x[from + LANES];
        double x2 = x[from + 2 * LANES];
        double x3 = x[from + 3 * LANES];
        double[] first = components[from];
        double[] second = components[from + LANES];
        double[] third = components[from + 2 * LANES];
        double[] fourth = components[from + 3 * LANES];
        for (int j = 0; j < sums.length; j++) {
            double p = first[j] - x0;
            double q = second[j] - x1;
            double r = third[j] - x2;
            double s = fourth[j] - x3;
            sums[j] = (((sums[j] + p * p) + q * q) + r * r) + s * s;
        }
    }

    private static void addSquares(double[] sums, double x, double[] row) {
        for (int j = 0; j < sums.length; j++) {
            double p = row[j] - x;
            sums[j] += p * p;
        }
    }

    private static double[] total(double[][] sums) {
        double[] total = sums[0];
        for (int j = 0; j < total.length; j++) {
            total[j] = (total[j] + sums[1][j]) + (sums[2][j] + sums[3][j]);
        }
        return total;
    }
}
