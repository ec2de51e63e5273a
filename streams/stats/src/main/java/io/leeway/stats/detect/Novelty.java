/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which vectors lie farther from everything in the reference than almost all of the reference does: new content, as
 * opposed to another mix of known content.
 *
 * <p>One half of the reference gives a {@link Codebook} of min({@value #MAX_CLUSTERS}, n/{@value #PER_CLUSTER}) centroids,
 * fitted to {@value #MOST_FITTED} of its vectors at most; the other half, unknown to the codebook, gives the distances that are normal. A vector is beyond a quantile if its
 * squared distance to the nearest centroid is strictly greater than
 *
 * <pre>
 * q_p = d_(⌈p·n_r⌉)        the smallest distance with at least a share p of the second half at or below it
 * </pre>
 *
 * (the inverse of the empirical distribution function, type 1 of Hyndman and Fan). The number x_r of the second half
 * beyond q_p is then at most (1 − p)·n_r; ties at the threshold are not beyond it and make x_r smaller.
 *
 * <p><b>Null hypothesis</b> of the test the counts are made for: a window's vectors are exchangeable with those of the
 * second half. Both halves see the same fixed codebook, so the distances are exchangeable too, and the chance that a new
 * one lies above the (x_r + 1)-th largest of n_r is Beta(x_r + 1, n_r − x_r), whatever the distribution. {@link ShareTest}
 * adds the Jeffreys prior to both counts, so {@link #referenceBeyond95()} counts the threshold, which is itself one of the
 * distances, by half: with it and {@link #referenceVectors()} the test is exact for independent events, and conservative
 * for ties.
 *
 * <ul>
 *   <li>Fewer than {@value #FEWEST} vectors in all, or fewer than {@value #FEWEST_HALF} in a half: empty, since a 99 %
 *       quantile of so few means nothing.
 *   <li>All vectors equal: one centroid, both thresholds 0; every different vector is beyond them.
 *   <li>NaN, infinite components and unequal dimensions are refused with {@link IllegalArgumentException}.
 *   <li>Cost: one codebook, then O(k·D) per vector.
 * </ul>
 *
 * <p>References: R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages, Amer. Statist. 50,
 * doi:10.1080/00031305.1996.10473566; S. S. Wilks (1941), Determination of sample sizes for setting tolerance limits, Ann.
 * Math. Statist. 12, doi:10.1214/aoms/1177731788, for the Beta law of the share beyond an order statistic.
 */
public final class Novelty {
    static final int MAX_CLUSTERS = 64;
    static final int PER_CLUSTER = 8;
    static final int MOST_FITTED = 1024;
    static final int FEWEST = 200;
    static final int FEWEST_HALF = 50;

    private static final double THRESHOLD_ITSELF = 0.5;

    private final Codebook codebook;
    private final Quantile quantile95;
    private final Quantile quantile99;
    private final long referenceVectors;
    private final long[] occupancy;
    private final int[] typical;

    private Novelty(Codebook codebook, int[] nearest, double[] distances, int firstHalf) {
        double[] sortedDistances = Arrays.copyOfRange(distances, firstHalf, distances.length);
        Arrays.sort(sortedDistances);
        this.codebook = codebook;
        this.quantile95 = Quantile.of(sortedDistances, 95);
        this.quantile99 = Quantile.of(sortedDistances, 99);
        this.referenceVectors = sortedDistances.length;
        this.occupancy = new long[codebook.size()];
        this.typical = new int[codebook.size()];
        double[] smallest = new double[codebook.size()];
        Arrays.fill(typical, -1);
        for (int i = 0; i < nearest.length; i++) {
            int cluster = nearest[i];
            occupancy[cluster]++;
            if (typical[cluster] < 0 || distances[i] < smallest[cluster]) {
                typical[cluster] = i;
                smallest[cluster] = distances[i];
            }
        }
    }

    /**
     * Fits to a reference that the caller has cut in halves.
     *
     * @param firstHalf vectors of one dimension, in an order that does not depend on how events arrived
     * @param secondHalf vectors that are exchangeable with the first, in any order
     * @return empty if there are too few vectors
     */
    public static Optional<Novelty> fit(List<float[]> firstHalf, List<float[]> secondHalf) {
        if (firstHalf.size() + secondHalf.size() < FEWEST
                || StrictMath.min(firstHalf.size(), secondHalf.size()) < FEWEST_HALF) {
            return Optional.empty();
        }
        int clusters = StrictMath.min(MAX_CLUSTERS, firstHalf.size() / PER_CLUSTER);
        Codebook codebook = Codebook.fit(thinned(firstHalf), clusters);
        List<float[]> reference = new ArrayList<>(firstHalf);
        reference.addAll(secondHalf);
        int[] nearest = new int[reference.size()];
        double[] distances = new double[nearest.length];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = codebook.nearest(reference.get(i));
            distances[i] = codebook.squaredDistance(reference.get(i), nearest[i]);
        }
        return Optional.of(new Novelty(codebook, nearest, distances, firstHalf.size()));
    }

    /** Enough vectors for each centroid, evenly spread over the half. */
    private static float[][] thinned(List<float[]> half) {
        int size = StrictMath.min(half.size(), MOST_FITTED);
        float[][] thinned = new float[size][];
        for (int i = 0; i < size; i++) {
            thinned[i] = half.get((int) ((long) i * half.size() / size));
        }
        return thinned;
    }

    /**
     * Where a vector lies.
     *
     * @param cluster index of the nearest centroid
     * @param squaredDistance to that centroid
     * @param beyond95 whether that is more than the 95 % quantile
     * @param beyond99 whether that is more than the 99 % quantile
     */
    public record Assignment(int cluster, double squaredDistance, boolean beyond95, boolean beyond99) {}

    /** Everything about one vector at the cost of one search. */
    public Assignment assign(float[] vector) {
        int cluster = codebook.nearest(vector);
        double distance = codebook.squaredDistance(vector, cluster);
        return new Assignment(cluster, distance, distance > quantile95.threshold(), distance > quantile99.threshold());
    }

    /** Whether a vector is farther from the codebook than 95 % of the reference. */
    public boolean beyond95(float[] vector) {
        return assign(vector).beyond95();
    }

    /** Whether a vector is farther from the codebook than 99 % of the reference. */
    public boolean beyond99(float[] vector) {
        return assign(vector).beyond99();
    }

    /** Index of the nearest centroid. */
    public int cluster(float[] vector) {
        return codebook.nearest(vector);
    }

    /** The 95 % quantile of the squared distances. */
    public double threshold95() {
        return quantile95.threshold();
    }

    /** The 99 % quantile of the squared distances. */
    public double threshold99() {
        return quantile99.threshold();
    }

    /** x_r + ½ for the 95 % quantile, the reference hits for {@link ShareTest}. */
    public double referenceBeyond95() {
        return quantile95.beyond() + THRESHOLD_ITSELF;
    }

    /** x_r + ½ for the 99 % quantile, the reference hits for {@link ShareTest}. */
    public double referenceBeyond99() {
        return quantile99.beyond() + THRESHOLD_ITSELF;
    }

    /** n_r, the size of the second half, the reference events for {@link ShareTest}. */
    public double referenceVectors() {
        return referenceVectors;
    }

    /** Vectors of the whole reference per cluster; a copy. */
    public long[] occupancy() {
        return occupancy.clone();
    }

    /**
     * For each cluster its vector nearest to the centroid, the first of equally near ones, as an index into the first half
     * followed by the second; −1 for a cluster without vectors. A copy.
     */
    public int[] typical() {
        return typical.clone();
    }

    /** A quantile of the second half and how many of it are strictly beyond. */
    record Quantile(double threshold, long beyond) {
        static Quantile of(double[] sorted, int percent) {
            int rank = (int) ((percent * (long) sorted.length + 99) / 100);
            double threshold = sorted[rank - 1];
            int above = sorted.length;
            while (sorted[above - 1] > threshold) {
                above--;
            }
            return new Quantile(threshold, sorted.length - above);
        }
    }
}
