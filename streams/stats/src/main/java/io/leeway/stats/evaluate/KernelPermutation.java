/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import io.leeway.stats.map.SplitMix64;
import java.util.Arrays;

/**
 * The kernel two-sample test with a permutation null.
 *
 * <p>Statistic: MMD² = mean k(x, x') + mean k(y, y') − 2·mean k(x, y), diagonals included, with k(x, y) = exp(−‖x −
 * y‖²/(2σ²)) and σ² half the median squared distance within the reference. Null hypothesis: the points of both samples
 * are exchangeable. p = (1 + permutations whose statistic is at least as large)/(1 + permutations); fires when p ≤
 * {@value #LEVEL}. The permutations are the same for every window of one size.
 *
 * <ul>
 *   <li>The reference is {@value #REFERENCE} points evenly spread over it, because the cost grows with the square.
 *   <li>An empty sample never fires; a reference of equal points has σ² = 1.
 *   <li>Cost: distances of window × (window + reference); permutations stop once the answer is certain, so far from the
 *       boundary they are few.
 * </ul>
 *
 * <p>Reference: A. Gretton et al. (2012), A kernel two-sample test, J. Mach. Learn. Res. 13, 723–773.
 */
final class KernelPermutation implements SimpleDetector {

    private static final double LEVEL = 0.01;
    private static final int PERMUTATIONS = 199;
    private static final int REFERENCE = 400;
    static final long SEED = 20_260_101;

    /** Rounding makes equal statistics differ in the last digits. */
    private static final double ROUNDING = 1e-12;

    private final Points points;
    private final double[][] reference;
    private final double[][] withinReference;
    private final double scale;

    private KernelPermutation(Points points, double[][] reference) {
        this.points = points;
        this.reference = reference;
        this.withinReference = new double[reference.length][reference.length];
        for (int i = 0; i < reference.length; i++) {
            for (int j = 0; j < i; j++) {
                withinReference[i][j] = squaredDistance(reference[i], reference[j]);
            }
        }
        this.scale = -1 / median(withinReference);
        for (int i = 0; i < reference.length; i++) {
            withinReference[i][i] = 1;
            for (int j = 0; j < i; j++) {
                withinReference[i][j] = kernel(withinReference[i][j]);
                withinReference[j][i] = withinReference[i][j];
            }
        }
    }

    static KernelPermutation fittedTo(Sample reference) {
        Points points = new Points(reference);
        double[][] all = points.of(reference);
        int size = Math.min(REFERENCE, all.length);
        double[][] spread = new double[size][];
        for (int i = 0; i < size; i++) {
            spread[i] = all[(int) ((long) i * all.length / size)];
        }
        return new KernelPermutation(points, spread);
    }

    @Override
    public boolean fires(Sample window) {
        double[][] newest = points.of(window);
        return newest.length > 0
                && reference.length > 0
                && extremes(gram(newest), newest.length, PERMUTATIONS, mostAllowed()) <= mostAllowed();
    }

    private static int mostAllowed() {
        return (int) (LEVEL * (PERMUTATIONS + 1) + ROUNDING) - 1;
    }

    /** Kernel of all pairs, the window's points first. */
    double[][] gram(double[][] window) {
        int n = window.length + reference.length;
        double[][] gram = new double[n][n];
        for (int i = 0; i < window.length; i++) {
            gram[i][i] = 1;
            for (int j = 0; j < i; j++) {
                gram[i][j] = kernel(squaredDistance(window[i], window[j]));
                gram[j][i] = gram[i][j];
            }
            for (int j = 0; j < reference.length; j++) {
                gram[i][window.length + j] = kernel(squaredDistance(window[i], reference[j]));
                gram[window.length + j][i] = gram[i][window.length + j];
            }
        }
        for (int i = 0; i < reference.length; i++) {
            System.arraycopy(withinReference[i], 0, gram[window.length + i], window.length, reference.length);
        }
        return gram;
    }

    /**
     * How many random splits have a statistic at least as large as the true one; counting stops above {@code enough}.
     *
     * @param gram kernel of all pairs
     * @param first how many of the points, the first ones, are truly the window
     */
    static int extremes(double[][] gram, int first, int permutations, int enough) {
        double[] rows = new double[gram.length];
        double total = 0;
        for (int i = 0; i < gram.length; i++) {
            for (double value : gram[i]) {
                rows[i] += value;
            }
            total += rows[i];
        }
        int[] order = new int[gram.length];
        Arrays.setAll(order, i -> i);
        double observed = statistic(gram, rows, total, order, first) - ROUNDING;
        SplitMix64 random = new SplitMix64(SEED);
        int extremes = 0;
        for (int permutation = 0; permutation < permutations && extremes <= enough; permutation++) {
            for (int i = 0; i < first; i++) {
                int other = i + (int) Math.floorMod(random.next(), (long) (order.length - i));
                int swapped = order[i];
                order[i] = order[other];
                order[other] = swapped;
            }
            if (statistic(gram, rows, total, order, first) >= observed) {
                extremes++;
            }
        }
        return extremes;
    }

    /** The sums over the other part follow from the sums over all and over the rows of this part. */
    private static double statistic(double[][] gram, double[] rows, double total, int[] order, int first) {
        double within = 0;
        double mine = 0;
        for (int i = 0; i < first; i++) {
            double[] row = gram[order[i]];
            mine += rows[order[i]];
            double sum = 0;
            for (int j = 0; j < i; j++) {
                sum += row[order[j]];
            }
            within += 2 * sum + row[order[i]];
        }
        double n = first;
        double m = gram.length - first;
        double across = mine - within;
        double others = total - within - 2 * across;
        return within / (n * n) + others / (m * m) - 2 * across / (n * m);
    }

    private double kernel(double squaredDistance) {
        return StrictMath.exp(scale * squaredDistance);
    }

    private static double median(double[][] lower) {
        double[] all = new double[lower.length * (lower.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < lower.length; i++) {
            System.arraycopy(lower[i], 0, all, next, i);
            next += i;
        }
        Arrays.sort(all);
        double median = all.length == 0 ? 0 : all[all.length / 2];
        return median > 0 ? median : 1;
    }

    /** In four partial sums, which do not wait for each other. */
    private static double squaredDistance(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            double e = x[i] - y[i];
            double f = x[i + 1] - y[i + 1];
            double g = x[i + 2] - y[i + 2];
            double h = x[i + 3] - y[i + 3];
            a += e * e;
            b += f * f;
            c += g * g;
            d += h * h;
        }
        for (; i < x.length; i++) {
            a += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return a + b + (c + d);
    }
}
