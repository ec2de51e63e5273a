/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.corpus;

import io.leeway.stats.detect.Codebook;
import io.leeway.stats.sketch.QuantisedVector;
import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far a text is from everything a corpus covers.
 *
 * <p>A {@link Codebook} of min({@value #MAX_CLUSTERS}, n/{@value #PER_CLUSTER}) centroids is fitted to the items, of which
 * at most {@value #MOST_SAMPLED} are looked at. Only the directions c_j of the centroids are kept, in one byte a component,
 * each with a radius ρ_j, and the distance of a vector x of length 1 is
 *
 * <pre>
 * d(x) = ‖x − c_j‖²/ρ_j = (2 − 2⟨x, c_j⟩)/ρ_j,   c_j the nearest,   ‖c_j‖ = 1
 * ρ_j  = (Σ h_i + {@value #PRIOR_ITEMS}·h̄)/(n_j + {@value #PRIOR_ITEMS}),   the sum over the n_j items nearest to c_j
 * </pre>
 *
 * <p>where h_i is the squared distance of item i to the nearest direction of a codebook that it was no part of, and h̄ their
 * mean: the even items are measured by a codebook of the odd ones, and the other way round. Some subjects are talked about
 * in more ways than others; without radii a subject that the corpus covers, but loosely, would look uncovered, and one that
 * it lacks, but that lies near a dense one, covered.
 *
 * <p>{@link #usual()} is the smallest h_i/ρ with at least 95 % of them at or below it (type 1 of Hyndman and Fan). A half
 * covers less than the whole, so that this errs on the side of covering.
 *
 * <ul>
 *   <li>Fewer than {@value #FEWEST} items: empty, since a 95 % quantile of so few, by the clusters of half of them, means
 *       little.
 *   <li>No radius is below {@value #LEAST_RADIUS}, which is what quantisation blurs; so with all items equal there is one
 *       direction, of that radius. Copies weigh as often as they occur.
 *   <li>The zero vector is at squared distance 2 from everything.
 *   <li>Unequal dimensions: {@link IllegalArgumentException}.
 *   <li>Deterministic: the same items in the same order give the same bits on every machine.
 *   <li>Cost: two fits' worth of k-means, about two seconds for 4,096 items of 384 dimensions; O(k·D) per distance.
 *       Stored: 21 + k·(D + 8) bytes, 49 KiB for k = 128, D = 384.
 * </ul>
 *
 * <p>References: S. P. Lloyd (1982), Least squares quantization in PCM, IEEE Trans. Inf. Theory 28,
 * doi:10.1109/TIT.1982.1056489; R. J. Hyndman, Y. Fan (1996), Sample quantiles in statistical packages, Amer. Statist. 50,
 * doi:10.1080/00031305.1996.10473566.
 */
public final class CorpusCoverage {

    /** A corpus of fewer items is not compared with. */
    public static final int FEWEST = 200;

    /** More items than this are not looked at. */
    public static final int MOST_SAMPLED = 4096;

    static final int MAX_CLUSTERS = 128;
    static final int PER_CLUSTER = 8;

    static final int PRIOR_ITEMS = 16;
    static final double LEAST_RADIUS = 0.002;

    private static final StoredForm<CorpusCoverage> FORM =
            new StoredForm<>("coverage of a corpus", 1, CorpusCoverage::write, CorpusCoverage::read);
    private static final int PERCENT = 95;

    private final int sampled;
    private final double usual;
    private final List<QuantisedVector> stored;
    private final double[] radii;
    private final float[][] directions;

    private CorpusCoverage(int sampled, double usual, List<QuantisedVector> stored, double[] radii) {
        this.sampled = sampled;
        this.usual = usual;
        this.stored = List.copyOf(stored);
        this.radii = radii;
        this.directions = stored.stream().map(QuantisedVector::decode).toArray(float[][]::new);
    }

    /**
     * Fits to the items of a corpus.
     *
     * @param items at most {@value #MOST_SAMPLED} of them, in an order that depends on nothing but the set, and is as good as
     *     random
     * @return empty if there are too few
     */
    public static Optional<CorpusCoverage> fit(List<QuantisedVector> items) {
        if (items.size() < FEWEST) {
            return Optional.empty();
        }
        if (items.size() > MOST_SAMPLED) {
            throw new IllegalArgumentException(
                    "number of items is " + items.size() + " but must be at most " + MOST_SAMPLED);
        }
        List<float[]> all = new ArrayList<>();
        List<float[]> even = new ArrayList<>();
        List<float[]> odd = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            float[] vector = items.get(i).decode();
            all.add(vector);
            (i % 2 == 0 ? even : odd).add(vector);
        }
        CorpusCoverage ofEven = unscaled(even);
        CorpusCoverage ofOdd = unscaled(odd);
        double[] heldOut = new double[all.size()];
        for (int i = 0; i < heldOut.length; i++) {
            heldOut[i] = (i % 2 == 0 ? ofOdd : ofEven).distance(all.get(i));
        }
        return Optional.of(unscaled(all).scaled(all, heldOut));
    }

    private static CorpusCoverage unscaled(List<float[]> vectors) {
        List<QuantisedVector> directions = directions(vectors);
        double[] ones = new double[directions.size()];
        Arrays.fill(ones, 1);
        return new CorpusCoverage(vectors.size(), 0, directions, ones);
    }

    private CorpusCoverage scaled(List<float[]> items, double[] heldOut) {
        int[] nearest = items.stream().mapToInt(this::nearest).toArray();
        double[] sums = new double[directions.length];
        int[] counts = new int[directions.length];
        double total = 0;
        for (int i = 0; i < heldOut.length; i++) {
            sums[nearest[i]] += heldOut[i];
            counts[nearest[i]]++;
            total += heldOut[i];
        }
        double[] own = new double[directions.length];
        for (int j = 0; j < own.length; j++) {
            double prior = PRIOR_ITEMS * total / heldOut.length;
            own[j] = Math.max(LEAST_RADIUS, (sums[j] + prior) / (counts[j] + PRIOR_ITEMS));
        }
        double[] relative = new double[heldOut.length];
        for (int i = 0; i < relative.length; i++) {
            relative[i] = heldOut[i] / own[nearest[i]];
        }
        Arrays.sort(relative);
        int rank = (PERCENT * relative.length + 99) / 100;
        return new CorpusCoverage(sampled, relative[rank - 1], stored, own);
    }

    private static List<QuantisedVector> directions(List<float[]> vectors) {
        Codebook codebook = Codebook.fit(
                vectors.toArray(float[][]::new), Math.min(MAX_CLUSTERS, Math.max(1, vectors.size() / PER_CLUSTER)));
        List<QuantisedVector> directions = new ArrayList<>();
        for (int j = 0; j < codebook.size(); j++) {
            directions.add(QuantisedVector.of(codebook.centroid(j)));
        }
        return directions;
    }

    /** Items it was fitted to. */
    public int sampled() {
        return sampled;
    }

    /** Number of directions it is made of. */
    public int size() {
        return directions.length;
    }

    /** The distance that 95 % of items unknown to it do not exceed. */
    public double usual() {
        return usual;
    }

    /**
     * How far a vector is from the nearest direction, in units of its radius.
     *
     * @param vector of length 1, or zero
     */
    public double distance(float[] vector) {
        int nearest = nearest(vector);
        return Math.max(0, 2 - 2 * Codebook.dot(vector, directions[nearest])) / radii[nearest];
    }

    private int nearest(float[] vector) {
        if (vector.length != directions[0].length) {
            throw new IllegalArgumentException(
                    "dimension of a vector is " + vector.length + " but must be " + directions[0].length);
        }
        int nearest = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < directions.length; j++) {
            double product = Codebook.dot(vector, directions[j]);
            if (product > largest) {
                largest = product;
                nearest = j;
            }
        }
        return nearest;
    }

    /**
     * The stored form, big-endian.
     *
     * <pre>
     *  byte   version = 1
     *  int    items it was fitted to
     *  double usual distance
     *  int    number of directions
     *  int    dimension
     *  for each direction:
     *    double radius
     *    byte   a component
     * </pre>
     */
    public byte[] toBytes() {
        return FORM.write(this);
    }

    private static void write(DataOutputStream out, CorpusCoverage coverage) throws IOException {
        out.writeInt(coverage.sampled);
        out.writeDouble(coverage.usual);
        out.writeInt(coverage.stored.size());
        out.writeInt(coverage.stored.get(0).dimension());
        for (int j = 0; j < coverage.radii.length; j++) {
            out.writeDouble(coverage.radii[j]);
            out.write(coverage.stored.get(j).toBytes());
        }
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version or damaged
     */
    public static CorpusCoverage fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static CorpusCoverage read(DataInputStream in) throws IOException {
        int sampled = in.readInt();
        double usual = in.readDouble();
        int size = in.readInt();
        int dimension = in.readInt();
        if (size < 1 || dimension < 1 || in.available() != size * ((long) Double.BYTES + dimension)) {
            throw new IOException(size + " directions of dimension " + dimension);
        }
        List<QuantisedVector> directions = new ArrayList<>();
        double[] radii = new double[size];
        for (int j = 0; j < size; j++) {
            radii[j] = in.readDouble();
            directions.add(QuantisedVector.fromBytes(in.readNBytes(dimension)));
        }
        return new CorpusCoverage(sampled, usual, directions, radii);
    }
}
