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
 * doi:10.1109/TIT.1982.1056489; D. Arthur, S. Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA.
 */
final class KMeans {
    static final int ITERATIONS = 15;

    private static final int STRETCH = 128;
    private static final long SEED = 0x6C65_6577_6179_0002L;

    private final float[][] vectors;
    private final int dimension;
    private final int clusters;

    /** D×k, a component of all centroids side by side: their dot products are then sums that a compiler can vectorise. */
    private final float[][] components;

    private final int[] nearest;

    /** |c|² − 2 x·c of each vector x with its centroid c: the squared distance less |x|². */
    private final float[] scores;

    private KMeans(float[][] vectors, float[][] initial) {
        this.vectors = vectors;
        this.dimension = vectors[0].length;
        this.clusters = initial.length;
        this.components = new float[dimension][clusters];
        this.nearest = new int[vectors.length];
        this.scores = new float[vectors.length];
        Arrays.fill(nearest, -1);
        for (int j = 0; j < clusters; j++) {
            for (int d = 0; d < dimension; d++) {
                components[d][j] = initial[j][d];
            }
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
        float[] squaredNorms = new float[clusters];
        for (float[] row : components) {
            for (int j = 0; j < clusters; j++) {
                squaredNorms[j] += row[j] * row[j];
            }
        }
        boolean changed = false;
        float[] dots = new float[clusters];
        for (int i = 0; i < vectors.length; i++) {
            multiply(vectors[i], dots);
            int best = 0;
            float smallest = Float.POSITIVE_INFINITY;
            for (int j = 0; j < clusters; j++) {
                float score = squaredNorms[j] - 2 * dots[j];
                if (score < smallest) {
                    smallest = score;
                    best = j;
                }
            }
            changed |= nearest[i] != best;
            nearest[i] = best;
            scores[i] = smallest;
        }
        return changed;
    }

    /** Four components at a time, which reads and writes the sums a quarter as often. */
    private void multiply(float[] vector, float[] dots) {
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
            float[] dots, float[] vector, int from, float[] row0, float[] row1, float[] row2, float[] row3) {
        float x0 = vector[from];
        float x1 = vector[from + 1];
        float x2 = vector[from + 2];
        float x3 = vector[from + 3];
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
        double[][] means = new double[clusters][dimension];
        for (int i = 0; i < vectors.length; i++) {
            double[] mean = means[nearest[i]];
            for (int d = 0; d < dimension; d++) {
                mean[d] += vectors[i][d];
            }
        }
        for (int j = 0; j < clusters; j++) {
            for (int d = 0; d < dimension; d++) {
                components[d][j] = (float) (means[j][d] / sizes[j]);
            }
        }
    }

    /** There are at least as many vectors as clusters, so one cluster has a vector to give. */
    private void adoptFarthest(int cluster, int[] sizes) {
        int farthest = -1;
        double largest = 0;
        for (int i = 0; i < vectors.length; i++) {
            if (sizes[nearest[i]] > 1) {
                double distance = Codebook.dot(vectors[i], vectors[i]) + scores[i];
                if (farthest < 0 || distance > largest) {
                    farthest = i;
                    largest = distance;
                }
            }
        }
        sizes[nearest[farthest]]--;
        sizes[cluster] = 1;
        nearest[farthest] = cluster;
    }

    private float[][] centroids() {
        float[][] centroids = new float[clusters][dimension];
        for (int j = 0; j < clusters; j++) {
            for (int d = 0; d < dimension; d++) {
                centroids[j][d] = components[d][j];
            }
        }
        return centroids;
    }
}
