/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.map.KernelFeatureMap;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The number of vectors and the sum of their kernel features, in fixed point.
 *
 * <p>A component is rounded once, when it is added: {@code round(z·2^32)}. From then on only integers are added, so a
 * mean does not depend on order, partitions or restarts. The error of a mean from rounding is at most 2<sup>−33</sup>.
 *
 * <pre>
 *   version 1     1 byte       = 1
 *   digest        8 bytes      identity of the feature map
 *   features D    varint
 *   count         varint
 *   sums          D × zigzag   in units of 2^-32
 * </pre>
 *
 * <p>Cost: D additions for a merge; 8·D bytes in memory, at most 10·D stored.
 */
public final class KernelSum implements Summary<KernelSum> {

    private static final String NAME = "kernel sum";
    private static final int VERSION = 1;
    private static final int DIGEST_CHARACTERS = 16;

    private final String featureMap;
    private final long[] sums;
    private long count;

    /** An empty sum of the features of {@code map}. */
    public KernelSum(KernelFeatureMap map) {
        this(map.digest(), new long[map.id().features()], 0);
    }

    private KernelSum(String featureMap, long[] sums, long count) {
        this.featureMap = featureMap;
        this.sums = sums;
        this.count = count;
    }

    /**
     * Adds the features of one vector.
     *
     * @throws IncompatibleFeatureMapException if {@code map} is not the one this sum was made for
     * @throws IllegalArgumentException if the map does not accept the vector; the sum is then unchanged
     */
    public void add(float[] vector, KernelFeatureMap map) {
        requireSame(map.digest());
        map.addTo(vector, sums);
        count++;
    }

    /**
     * Takes away {@code vectors} vectors that equal the mean, as far as integers can: every sum becomes the part of it that
     * {@code count − vectors} have of {@code count}, rounded towards zero, which is a sum that so many vectors can have.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    void removeMean(long vectors) {
        if (vectors < 0 || vectors > count) {
            throw new IllegalArgumentException(vectors + " of " + count + " vectors cannot be taken away");
        }
        long rest = count - vectors;
        for (int i = 0; i < sums.length && vectors > 0; i++) {
            // In two steps, for the product of a sum and a count may not fit.
            sums[i] = sums[i] / count * rest + sums[i] % count * rest / count;
        }
        count = rest;
    }

    @Override
    public void merge(KernelSum other) {
        requireSame(other.featureMap);
        count = Math.addExact(count, other.count);
        // Read before written, so that a sum can be merged with itself.
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    @Override
    public KernelSum copy() {
        return new KernelSum(featureMap, sums.clone(), count);
    }

    /** How many vectors were added. */
    public long count() {
        return count;
    }

    /** D, the length of the feature vector. */
    public int features() {
        return sums.length;
    }

    /** The identity of the feature map: {@link KernelFeatureMap#digest()}. */
    public String featureMap() {
        return featureMap;
    }

    /** A copy of the sums, in units of 2<sup>−32</sup>. */
    public long[] sums() {
        return sums.clone();
    }

    /**
     * The mean of the features.
     *
     * @return a new array of D numbers between −1 and 1
     * @throws IllegalStateException if nothing was added
     */
    public double[] mean() {
        if (count == 0) {
            throw new IllegalStateException("a kernel sum of no vectors has no mean");
        }
        double unit = KernelFeatureMap.FIXED_POINT_ONE * count;
        double[] mean = new double[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sums[i] / unit;
        }
        return mean;
    }

    @Override
    public byte[] toBytes() {
        SummaryOutput out = new SummaryOutput();
        write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws UnknownFormatException if the version is another
     * @throws CorruptSummaryException if the bytes are not such a sum
     */
    public static KernelSum fromBytes(byte[] bytes) {
        SummaryInput in = new SummaryInput(NAME, bytes);
        KernelSum sum = read(in);
        in.end();
        return sum;
    }

    void write(SummaryOutput out) {
        out.octet(VERSION);
        out.fixed(HexFormat.fromHexDigitsToLong(featureMap));
        out.varint(sums.length);
        out.varint(count);
        for (long sum : sums) {
            out.zigzag(sum);
        }
    }

    static KernelSum read(SummaryInput in) {
        in.version(NAME, VERSION);
        String featureMap = HexFormat.of().toHexDigits(in.fixed(), DIGEST_CHARACTERS);
        long[] sums = new long[in.length(1)];
        in.require(sums.length >= 2 && sums.length % 2 == 0, "not an even number of features,", sums.length);
        long count = in.varint();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.zigzag();
            in.require(count > 0 || sums[i] == 0, "a sum of no vectors that is not zero");
        }
        return new KernelSum(featureMap, sums, count);
    }

    private void requireSame(String other) {
        if (!Objects.equals(featureMap, other)) {
            throw new IncompatibleFeatureMapException(featureMap, other);
        }
    }
}
