/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * A few centroids that stand for many vectors, found by k-means under the squared Euclidean distance.
 *
 * <p>{@link #fit} is deterministic: k-means++ seeds from a fixed seed, then at most 15 rounds of Lloyd's iteration. The
 * same vectors in the same order give the same bits on every machine; another order gives other, equally good centroids,
 * so the caller brings the vectors into an order that does not depend on how events arrived.
 *
 * <ul>
 *   <li>Fewer different vectors than clusters: one centroid for each different vector.
 *   <li>Duplicates weigh as often as they occur. Of equally near centroids the first counts.
 *   <li>No vectors, unequal dimensions, NaN or infinite components: {@link IllegalArgumentException}.
 *   <li>The zero vector is an ordinary input; no length is required.
 *   <li>Cost: O(n·k·D) per round, half a second in all for n = 5,000, k = 64, D = 384; O(k·D) per query.
 * </ul>
 *
 * <p>References: S. P. Lloyd (1982), Least squares quantization in PCM, IEEE Trans. Inf. Theory 28,
 * doi:10.1109/TIT.1982.1056489; D. Arthur, S. Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA.
 */
public final class Codebook {
    private final float[][] centroids;
    private final Columns columns;
    private final double[] halfNorms;

    private Codebook(float[][] centroids) {
        this.centroids = centroids;
        this.columns = Columns.of(centroids);
        this.halfNorms = new double[centroids.length];
        for (int j = 0; j < centroids.length; j++) {
            halfNorms[j] = 0.5 * dot(centroids[j], centroids[j]);
        }
    }

    /**
     * Fits centroids to vectors.
     *
     * @param vectors n×D, n at least 1, in an order that is the same for the same set
     * @param clusters k, at least 1
     */
    public static Codebook fit(float[][] vectors, int clusters) {
        Require.atLeast(vectors.length, 1, "number of vectors");
        Require.atLeast(clusters, 1, "clusters");
        for (float[] vector : vectors) {
            requireVector(vector, vectors[0].length);
        }
        return new Codebook(KMeans.lloyd(vectors, KMeans.seeds(vectors, clusters)));
    }

    /** Number of centroids, at most the number asked for. */
    public int size() {
        return centroids.length;
    }

    /** Length of a vector, D. */
    public int dimension() {
        return centroids[0].length;
    }

    /** A centroid; a copy. */
    public float[] centroid(int index) {
        return centroids[index].clone();
    }

    /** Index of the nearest centroid, the first of equally near ones. */
    public int nearest(float[] vector) {
        requireVector(vector, dimension());
        double[] dots = columns.dots(vector);
        int best = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < centroids.length; j++) {
            // Half of ‖x − c‖² − ‖x‖².
            double distance = halfNorms[j] - dots[j];
            if (distance < smallest) {
                smallest = distance;
                best = j;
            }
        }
        return best;
    }

    /** Squared Euclidean distance to the nearest centroid. */
    public double squaredDistance(float[] vector) {
        return squaredDistance(vector, nearest(vector));
    }

    /** Squared Euclidean distance to one centroid. */
    double squaredDistance(float[] vector, int index) {
        return squaredDistance(vector, centroids[index]);
    }

    // Four sums side by side do not wait for each other; their order is fixed, so the bits are too.

    static double squaredDistance(float[] x, float[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            double p = (double) x[i] - y[i];
            double q = (double) x[i + 1] - y[i + 1];
            double r = (double) x[i + 2] - y[i + 2];
            double s = (double) x[i + 3] - y[i + 3];
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; i < x.length; i++) {
            double p = (double) x[i] - y[i];
            a += p * p;
        }
        return (a + b) + (c + d);
    }

    /**
     * The inner product of two vectors of one length. Four sums side by side do not wait for each other; their order is fixed, so
     * the bits are too.
     */
    public static double dot(float[] x, float[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += (double) x[i] * y[i];
            b += (double) x[i + 1] * y[i + 1];
            c += (double) x[i + 2] * y[i + 2];
            d += (double) x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += (double) x[i] * y[i];
        }
        return (a + b) + (c + d);
    }

    private static void requireVector(float[] vector, int dimension) {
        Require.sameLength(vector.length, dimension, "dimension of a vector");
        Require.finite(vector, "component of a vector");
    }
}
