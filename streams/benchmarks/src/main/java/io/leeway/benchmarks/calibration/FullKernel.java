/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.List;

/**
 * The exact Gaussian kernel and the unbiased two-sample statistic with it, for comparison: what features approximate.
 *
 * <pre>
 * k(x, y) = exp(−‖x − y‖²/2σ²)          M = mean k(w, w') + mean k(r, r') − 2 mean k(w, r)   over different pairs
 * </pre>
 *
 * <p>The statistic is M over its standard deviation under permutation of events. That deviation is taken from random
 * splits of the reference's own events, at the sizes of one of them, and scaled in proportion to 1/n + 1/m, which is
 * exact to leading order.
 */
final class FullKernel {

    private static final int SPLITS = 100;

    private final float[][] reference;
    private final double ownMean;
    private final double deviation;

    /**
     * A reference sample.
     *
     * @param sample vectors of the reference, the larger part of which is compared with, the rest serves the splits
     * @param size how many are compared with
     */
    FullKernel(List<float[]> sample, int size, Draws draws) {
        reference = sample.subList(0, size).toArray(new float[0][]);
        int all = sample.size();
        double[][] kernel = new double[all][all];
        double own = 0;
        for (int i = 0; i < all; i++) {
            for (int j = 0; j < i; j++) {
                kernel[i][j] = of(sample.get(i), sample.get(j));
                kernel[j][i] = kernel[i][j];
                own += i < size ? kernel[i][j] : 0;
            }
        }
        ownMean = own / (size * (size - 1) / 2.0);
        deviation = deviation(kernel, size, draws) / (1.0 / size + 1.0 / (all - size));
    }

    private static double deviation(double[][] kernel, int size, Draws draws) {
        int all = kernel.length;
        int[] order = new int[all];
        for (int i = 0; i < all; i++) {
            order[i] = i;
        }
        double squares = 0;
        for (int split = 0; split < SPLITS; split++) {
            for (int i = all - 1; i > 0; i--) {
                int j = draws.below(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            double[] sums = new double[3];
            for (int i = 0; i < all; i++) {
                for (int j = 0; j < i; j++) {
                    sums[(i < size ? 0 : 1) + (j < size ? 0 : 1)] += kernel[order[i]][order[j]];
                }
            }
            double rest = all - size;
            double statistic = sums[0] / (size * (size - 1) / 2.0)
                    + sums[2] / (rest * (rest - 1) / 2)
                    - 2 * sums[1] / (size * rest);
            squares += statistic * statistic;
        }
        return StrictMath.sqrt(squares / SPLITS);
    }

    /** k(x, y) of two unit vectors. */
    static double of(float[] x, float[] y) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < x.length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        return StrictMath.exp((((double) a + b) + ((double) c + d) - 1) / World.SIGMA_SQUARED);
    }

    /** Mean of k(x, r) over the reference. */
    double meanTo(float[] x) {
        double sum = 0;
        for (float[] vector : reference) {
            sum += of(x, vector);
        }
        return sum / reference.length;
    }

    /**
     * The standardised statistic of a window.
     *
     * @param events n, at least 2
     * @param ownPairs sum of k over the window's pairs of different events, each pair once
     * @param toReference sum of {@link #meanTo} over its events
     */
    double statistic(int events, double ownPairs, double toReference) {
        double distance = ownPairs / (events * (events - 1) / 2.0) + ownMean - 2 * toReference / events;
        return distance / (deviation * (1.0 / events + 1.0 / reference.length));
    }
}
