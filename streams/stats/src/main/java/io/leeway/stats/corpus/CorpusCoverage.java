/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.corpus;

import io.leeway.stats.detect.Codebook;
import io.leeway.stats.sketch.QuantisedVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far a text is from everything a corpus covers.
 *
 * <p>A {@link Codebook} of min({@value #MAX_CLUSTERS}, n/{@value #PER_CLUSTER}) centroids is fitted to the items, of which
 * at most {@value #MOST_SAMPLED} are looked at. Only the directions of the centroids are kept, in one byte a component, and
 * the distance of a vector x of length 1 is
 *
 * <pre>
 * d(x) = min_j ‖x − c_j‖² = min_j 2 − 2⟨x, c_j⟩,   ‖c_j‖ = 1,   0 ≤ d ≤ 4
 * </pre>
 *
 * <p>What is usual for an item is learned by cross-fitting: the even items are measured by a codebook of the odd ones, and
 * the other way round, and {@link #usual()} is the smallest of these distances with at least 95 % of them at or below it
 * (type 1 of Hyndman and Fan). A half covers less than the whole, so that this errs on the side of covering.
 *
 * <ul>
 *   <li>Fewer than {@value #FEWEST} items: empty, since a 95 % quantile of so few, by the clusters of half of them, means
 *       little.
 *   <li>All items equal: one centroid, usual distance 0 up to rounding. Copies weigh as often as they occur.
 *   <li>The zero vector is at distance 2 from everything.
 *   <li>Unequal dimensions: {@link IllegalArgumentException}.
 *   <li>Deterministic: the same items in the same order give the same bits on every machine.
 *   <li>Cost: two fits' worth of k-means, about two seconds for 4,096 items of 384 dimensions; O(k·D) per distance.
 *       Stored: 25 + k·D bytes, 48 KiB for k = 128, D = 384.
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

    private static final int VERSION = 1;
    private static final int PERCENT = 95;

    private final int sampled;
    private final double usual;
    private final List<QuantisedVector> stored;
    private final float[][] centroids;

    private CorpusCoverage(int sampled, double usual, List<QuantisedVector> stored) {
        this.sampled = sampled;
        this.usual = usual;
        this.stored = List.copyOf(stored);
        this.centroids = stored.stream().map(QuantisedVector::decode).toArray(float[][]::new);
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
        List<QuantisedVector> whole = directions(all);
        CorpusCoverage ofEven = new CorpusCoverage(even.size(), 0, directions(even));
        CorpusCoverage ofOdd = new CorpusCoverage(odd.size(), 0, directions(odd));
        double[] heldOut = new double[all.size()];
        for (int i = 0; i < heldOut.length; i++) {
            heldOut[i] = (i % 2 == 0 ? ofOdd : ofEven).distance(all.get(i));
        }
        Arrays.sort(heldOut);
        int rank = (PERCENT * heldOut.length + 99) / 100;
        return Optional.of(new CorpusCoverage(items.size(), heldOut[rank - 1], whole));
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
        return centroids.length;
    }

    /** The distance that 95 % of items unknown to it do not exceed. */
    public double usual() {
        return usual;
    }

    /**
     * Squared distance to the nearest direction.
     *
     * @param vector of length 1, or zero
     */
    public double distance(float[] vector) {
        if (vector.length != centroids[0].length) {
            throw new IllegalArgumentException(
                    "dimension of a vector is " + vector.length + " but must be " + centroids[0].length);
        }
        double nearest = -1;
        for (float[] centroid : centroids) {
            nearest = Math.max(nearest, dot(vector, centroid));
        }
        return 2 - 2 * nearest;
    }

    // Four sums side by side do not wait for each other; their order is fixed, so the bits are too.
    private static double dot(float[] x, float[] y) {
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

    /**
     * The stored form, big-endian.
     *
     * <pre>
     *  byte   version = 1
     *  int    items it was fitted to
     *  double usual distance
     *  int    number of directions
     *  int    dimension
     *  byte   a component, direction by direction
     * </pre>
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(sampled);
            out.writeDouble(usual);
            out.writeInt(stored.size());
            out.writeInt(stored.get(0).dimension());
            for (QuantisedVector direction : stored) {
                out.write(direction.toBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version or damaged
     */
    public static CorpusCoverage fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("coverage of a corpus of unknown version " + version);
            }
            int sampled = in.readInt();
            double usual = in.readDouble();
            int size = in.readInt();
            int dimension = in.readInt();
            if (size < 1 || dimension < 1 || in.available() != (long) size * dimension) {
                throw new IOException(size + " directions of dimension " + dimension);
            }
            List<QuantisedVector> directions = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                directions.add(QuantisedVector.fromBytes(in.readNBytes(dimension)));
            }
            return new CorpusCoverage(sampled, usual, directions);
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged coverage of a corpus of " + bytes.length + " bytes", e);
        }
    }
}
