/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.map.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lloyd's iteration from k-means++ seeds.
 *
 * <p>Each round assigns every vector to its nearest centroid (the first of equally near ones) and moves each centroid to
 * the mean of its vectors, at most {@value #ITERATIONS} times and until no assignment changes. A centroid that lost all
 * its vectors takes the vector that lies farthest from its own centroid. Seeds are drawn with probability proportional to
 * the squared distance from the seeds before, from a fixed seed, so the result is a function of the vectors in their order.
 *
 * <p>References: S. P. Lloyd (1982), Least squares quantization in PCM, IEEE Trans. Inf. Theory 28,
 * doi:10.1109/TIT.1982.1056489; D. Arthur, S. Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA; G. Hamerly
 * (2010), Making k-means even faster, SDM, doi:10.1137/1.9781611972801.12.
 */
final class KMeans {
    static final int ITERATIONS = 15;

    private static final int STRETCH = 128;
    private static final double ROUNDING = 1e-6;
    private static final long SEED = 0x6C65_6577_6179_0002L;

    private final float[][] vectors;
    private final int dimension;
    private final int clusters;

    /** D×k, a component of all centroids side by side: their dot products are then sums that a compiler can vectorise. */
    private final double[][] components;

    private final int[] nearest;

    /** |x|² of each vector. */
    private final double[] squaredNorms;

    /** ½|c|² of each centroid when vectors were assigned last. */
    private double[] halfNorms;

    /** No less than the distance of each vector to its centroid. */
    private final double[] upper;

    /** No more than its distance to any other. */
    private final double[] lower;

    /** More than rounding can make of a distance. */
    private final double margin;

    private KMeans(float[][] vectors, float[][] initial) {
        this.vectors = vectors;
        this.dimension = vectors[0].length;
        this.clusters = initial.length;
        this.components = new double[dimension][clusters];
        this.nearest = new int[vectors.length];
        this.squaredNorms =
                Arrays.stream(vectors).mapToDouble(KMeans::squaredNorm).toArray();
        this.upper = new double[vectors.length];
        this.lower = new double[vectors.length];
        this.margin =
                ROUNDING * StrictMath.sqrt(Arrays.stream(squaredNorms).max().orElse(0));
        Arrays.fill(nearest, -1);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        for (int j = 0; j < clusters; j++) {
            place(j, initial[j]);
        }
    }

    /**
     * Different vectors to start from.
     *
     * @param vectors at least one
     * @param clusters at least 1
     * @return vectors of the input, fewer than asked for when there are fewer different ones
     */
    static float[][] seeds(float[][] vectors, int clusters) {
        SplitMix64 random = new SplitMix64(SEED);
        double[] distances = new double[vectors.length];
        Arrays.fill(distances, 1);
        double total = vectors.length;
        List<Columns> stretches = stretches(vectors);
        List<float[]> seeds = new ArrayList<>();
        while (seeds.size() < clusters && total > 0) {
            float[] seed = vectors[draw(distances, total, random)];
            total = 0;
            int i = 0;
            for (Columns stretch : stretches) {
                for (double distance : stretch.squaredDistances(seed)) {
                    distances[i] = seeds.isEmpty() ? distance : StrictMath.min(distances[i], distance);
                    total += distances[i++];
                }
            }
            seeds.add(seed);
        }
        return seeds.toArray(float[][]::new);
    }

    /** Few enough vectors in each that their partial sums stay in the nearest cache. */
    private static List<Columns> stretches(float[][] vectors) {
        List<Columns> stretches = new ArrayList<>();
        for (int from = 0; from < vectors.length; from += STRETCH) {
            stretches.add(Columns.of(vectors, from, StrictMath.min(vectors.length, from + STRETCH)));
        }
        return stretches;
    }

    /**
     * Centroids from given ones.
     *
     * @param vectors at least one, all of one dimension
     * @param initial at most as many as there are vectors
     */
    static float[][] lloyd(float[][] vectors, float[][] initial) {
        KMeans fit = new KMeans(vectors, initial);
        for (int round = 0; round < ITERATIONS && fit.assign(); round++) {
            fit.move();
        }
        return fit.centroids();
    }

    private static int draw(double[] weights, double total, SplitMix64 random) {
        double point = (random.next() >>> 11) * 0x1p-53 * total;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                point -= weights[i];
                if (point < 0) {
                    return i;
                }
            }
        }
        // Rounding in the differences can leave a point at or just above zero.
        return last;
    }

    /** Whether any vector changed its centroid. */
    private boolean assign() {
        halfNorms = new double[clusters];
        for (double[] row : components) {
            for (int j = 0; j < clusters; j++) {
                halfNorms[j] += 0.5 * row[j] * row[j];
            }
        }
        boolean changed = false;
        double[] dots = new double[clusters];
        for (int i = 0; i < vectors.length; i++) {
            if (upper[i] + margin < lower[i]) {
                continue;
            }
            multiply(vectors[i], dots);
            int best = 0;
            double second = Double.POSITIVE_INFINITY;
            for (int j = 1; j < clusters; j++) {
                if (halfNorms[j] - dots[j] < halfNorms[best] - dots[best]) {
                    second = halfNorms[best] - dots[best];
                    best = j;
                } else {
                    second = StrictMath.min(second, halfNorms[j] - dots[j]);
                }
            }
            changed |= nearest[i] != best;
            nearest[i] = best;
            upper[i] = distance(i, halfNorms[best] - dots[best]);
            lower[i] = distance(i, second);
        }
        return changed;
    }

    private double distance(int vector, double halfNormLessDot) {
        return StrictMath.sqrt(StrictMath.max(0, squaredNorms[vector] + 2 * halfNormLessDot));
    }

    private static double squaredNorm(float[] vector) {
        double squared = 0;
        for (float component : vector) {
            squared += (double) component * component;
        }
        return squared;
    }

    /** After the centroids have moved from {@code before}, distances differ by no more than they have moved. */
    private void loosen(double[][] before) {
        double[] moved = new double[clusters];
        for (int d = 0; d < dimension; d++) {
            for (int j = 0; j < clusters; j++) {
                double by = components[d][j] - before[d][j];
                moved[j] += by * by;
            }
        }
        double farthest = 0;
        for (int j = 0; j < clusters; j++) {
            moved[j] = StrictMath.sqrt(moved[j]);
            farthest = StrictMath.max(farthest, moved[j]);
        }
        for (int i = 0; i < vectors.length; i++) {
            upper[i] += moved[nearest[i]];
            lower[i] -= farthest;
        }
    }

    /** Four components at a time, which reads and writes the sums a quarter as often. */
    private void multiply(float[] vector, double[] dots) {
        Arrays.fill(dots, 0);
        int d = 0;
        for (; d + 3 < dimension; d += 4) {
            addProducts(dots, vector, d, components[d], components[d + 1], components[d + 2], components[d + 3]);
        }
        for (; d < dimension; d++) {
            for (int j = 0; j < dots.length; j++) {
                dots[j] += vector[d] * components[d][j];
            }
        }
    }

    private static void addProducts(
            double[] dots, float[] vector, int from, double[] row0, double[] row1, double[] row2, double[] row3) {
        double x0 = vector[from];
        double x1 = vector[from + 1];
        double x2 = vector[from + 2];
        double x3 = vector[from + 3];
        for (int j = 0; j < dots.length; j++) {
            dots[j] += (x0 * row0[j] + x1 * row1[j]) + (x2 * row2[j] + x3 * row3[j]);
        }
    }

    private void move() {
        int[] sizes = new int[clusters];
        for (int cluster : nearest) {
            sizes[cluster]++;
        }
        for (int j = 0; j < clusters; j++) {
            if (sizes[j] == 0) {
                adoptFarthest(j, sizes);
            }
        }
        double[][] before = Arrays.stream(components).map(double[]::clone).toArray(double[][]::new);
        double[][] means = new double[clusters][dimension];
        for (int i = 0; i < vectors.length; i++) {
            double[] mean = means[nearest[i]];
            for (int d = 0; d < dimension; d++) {
                mean[d] += vectors[i][d];
            }
        }
        for (int j = 0; j < clusters; j++) {
            for (int d = 0; d < dimension; d++) {
                components[d][j] = means[j][d] / sizes[j];
            }
        }
        loosen(before);
    }

    /** There are at least as many vectors as clusters, so one cluster has a vector to give. */
    private void adoptFarthest(int cluster, int[] sizes) {
        int farthest = -1;
        double largest = 0;
        for (int i = 0; i < vectors.length; i++) {
            if (sizes[nearest[i]] > 1) {
                double squared = squaredDistance(i);
                if (farthest < 0 || squared > largest) {
                    farthest = i;
                    largest = squared;
                }
            }
        }
        sizes[nearest[farthest]]--;
        sizes[cluster] = 1;
        nearest[farthest] = cluster;
        // It is not near the new one as long as that has not moved to it.
        upper[farthest] = Double.POSITIVE_INFINITY;
    }

    private double squaredDistance(int vector) {
        double[] dots = new double[clusters];
        multiply(vectors[vector], dots);
        int own = nearest[vector];
        return squaredNorms[vector] + 2 * (halfNorms[own] - dots[own]);
    }

    private void place(int cluster, float[] centroid) {
        for (int d = 0; d < dimension; d++) {
            components[d][cluster] = centroid[d];
        }
    }

    private float[][] centroids() {
        float[][] centroids = new float[clusters][dimension];
        for (int j = 0; j < clusters; j++) {
            for (int d = 0; d < dimension; d++) {
                centroids[j][d] = (float) components[d][j];
            }
        }
        return centroids;
    }
}
