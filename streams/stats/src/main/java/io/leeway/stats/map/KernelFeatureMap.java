/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

import java.util.Objects;

/**
 * Structured orthogonal random Fourier features of the Gaussian kernel.
 *
 * <p>With m = D/2 frequencies w<sub>i</sub>,
 *
 * <pre>
 *   z(x) = m^(-1/2) [cos(w_1·x) … cos(w_m·x), sin(w_1·x) … sin(w_m·x)],   z(x)·z(y) ≈ exp(−‖x−y‖²/2σ²)
 *   W    = (√p / σ) H S1 H S2 H S3,   first m of p rows
 * </pre>
 *
 * where p is the smallest power of two that is at least the input dimension and m, H the normalised p×p Hadamard matrix
 * and S1, S2, S3 diagonal matrices of random signs; x is padded with zeros. The rows of W are orthogonal and all of
 * length √p/σ.
 *
 * <ul>
 *   <li>‖z(x)‖ = 1 for every x (within 1e−10), so the covariance of the features has trace 1 − ‖mean‖².
 *   <li>NaN, an infinite component, a wrong dimension, or a vector so long that an angle could exceed 10<sup>6</sup>
 *       radians: {@link IllegalArgumentException}, and nothing is added.
 *   <li>The zero vector is an ordinary input: its cosines are 1 and its sines 0.
 *   <li>Cost: at most 3·p·log₂p additions and some 50·m operations; memory at most 6·p doubles.
 *   <li>Not thread-safe, because the working arrays are part of it: one instance a thread.
 * </ul>
 *
 * <p>References: A. Rahimi, B. Recht (2007), Random features for large-scale kernel machines, NeurIPS 20; F. Yu et al.
 * (2016), Orthogonal random features, NeurIPS 29, doi:10.48550/arXiv.1610.09072.
 */
public final class KernelFeatureMap {

    /**
     * What 1.0 is in fixed point. A component is at most m^(-1/2), so a {@code long} holds the sum of 2³¹·√m events
     * without overflow.
     */
    public static final double FIXED_POINT_ONE = 0x1p32;

    private final FeatureMapId id;
    private final String digest;
    private final int frequencies;
    private final int width;
    private final double scale;
    private final double normaliser;
    private final double largestSquaredNorm;
    private final double[] firstSigns;
    private final double[] secondSigns;
    private final double[] thirdSigns;
    private final double[] work;
    private final double[] sin;
    private final double[] cos;

    /**
     * Draws the signs of {@code id}'s seed.
     *
     * @throws IllegalArgumentException if the version of the identity is not known
     */
    public KernelFeatureMap(FeatureMapId id) {
        this.id = Objects.requireNonNull(id, "id");
        if (id.version() != FeatureMapId.CURRENT_VERSION) {
            throw new IllegalArgumentException("feature map version " + id.version() + " is not known, only "
                    + FeatureMapId.CURRENT_VERSION + " is");
        }
        digest = id.digest();
        frequencies = id.features() / 2;
        width = powerOfTwoAtLeast(Math.max(id.inputDimension(), frequencies));
        double sigma = Math.sqrt(id.sigmaSquared());
        // √p/σ times three Hadamard matrices of p^(-1/2) each
        scale = 1 / (width * sigma);
        normaliser = 1 / Math.sqrt(frequencies);
        double largestNorm = SinCos.MAX_ANGLE * sigma / Math.sqrt(width);
        largestSquaredNorm = largestNorm * largestNorm;
        SplitMix64 random = new SplitMix64(id.seed());
        firstSigns = signs(random);
        secondSigns = signs(random);
        thirdSigns = signs(random);
        work = new double[width];
        sin = new double[frequencies];
        cos = new double[frequencies];
    }

    /** The identity this map was made from. */
    public FeatureMapId id() {
        return id;
    }

    /** {@link FeatureMapId#digest()} of the identity, computed once. */
    public String digest() {
        return digest;
    }

    /**
     * The features of one vector.
     *
     * @return a new array of D numbers: the cosines, then the sines
     * @throws IllegalArgumentException naming the dimension or the component that is not acceptable
     */
    public double[] apply(float[] x) {
        evaluate(x);
        double[] features = new double[2 * frequencies];
        for (int i = 0; i < frequencies; i++) {
            features[i] = cos[i] * normaliser;
            features[frequencies + i] = sin[i] * normaliser;
        }
        return features;
    }

    /**
     * Adds the features of one vector to fixed-point sums, allocating nothing: {@code sums[i] += round(z_i · 2^32)}.
     *
     * @param sums D running sums in units of 2<sup>−32</sup>
     * @throws IllegalArgumentException as {@link #apply}, and if {@code sums} does not have length D; the sums are then
     *     unchanged
     */
    public void addTo(float[] x, long[] sums) {
        if (sums.length != 2 * frequencies) {
            throw new IllegalArgumentException(
                    sums.length + " sums cannot take the " + 2 * frequencies + " features of this map");
        }
        evaluate(x);
        for (int i = 0; i < frequencies; i++) {
            sums[i] += Math.round(cos[i] * normaliser * FIXED_POINT_ONE);
            sums[frequencies + i] += Math.round(sin[i] * normaliser * FIXED_POINT_ONE);
        }
    }

    /** The angles W·x, in the first m places of a working array that the next call overwrites. */
    double[] project(float[] x) {
        load(x);
        hadamard(work, width);
        multiply(secondSigns);
        hadamard(work, width);
        multiply(firstSigns);
        // Only m outputs are used: the sums of the upper stages suffice for them.
        int rows = width;
        while (rows / 2 >= frequencies) {
            rows /= 2;
            for (int i = 0; i < rows; i++) {
                work[i] += work[i + rows];
            }
        }
        hadamard(work, rows);
        for (int i = 0; i < frequencies; i++) {
            work[i] *= scale;
        }
        return work;
    }

    private void evaluate(float[] x) {
        SinCos.sinCos(project(x), sin, cos, frequencies);
    }

    private void load(float[] x) {
        if (x.length != id.inputDimension()) {
            throw new IllegalArgumentException("a vector of dimension " + x.length + " does not fit model " + id.model()
                    + ", which has dimension " + id.inputDimension());
        }
        double squaredNorm = 0;
        for (int i = 0; i < x.length; i++) {
            double component = x[i];
            squaredNorm += component * component;
            work[i] = component * thirdSigns[i];
        }
        if (!(squaredNorm <= largestSquaredNorm)) {
            throw unacceptable(x, squaredNorm);
        }
        for (int i = x.length; i < width; i++) {
            work[i] = 0;
        }
    }

    private IllegalArgumentException unacceptable(float[] x, double squaredNorm) {
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                return new IllegalArgumentException(
                        "component " + i + " of a vector of model " + id.model() + " is " + x[i] + ", not finite");
            }
        }
        return new IllegalArgumentException("a vector of model " + id.model() + " has length " + Math.sqrt(squaredNorm)
                + ", more than the " + Math.sqrt(largestSquaredNorm) + " for which the features are exact");
    }

    private void multiply(double[] signs) {
        for (int i = 0; i < width; i++) {
            work[i] *= signs[i];
        }
    }

    private double[] signs(SplitMix64 random) {
        double[] signs = new double[width];
        for (int i = 0; i < width; i++) {
            signs[i] = random.next() < 0 ? -1 : 1;
        }
        return signs;
    }

    /**
     * Multiplies the first {@code n} values, n a power of two, by the Hadamard matrix of ±1, in place: two stages at a time, the
     * sums of which are those of one after the other, bit for bit.
     */
    private static void hadamard(double[] values, int n) {
        for (int quarter = n / 4; quarter > 0; quarter /= 4) {
            for (int start = 0; start < n; start += 4 * quarter) {
                twoStages(values, start, quarter);
            }
        }
        boolean oneStageLeft = Integer.numberOfTrailingZeros(n) % 2 == 1;
        for (int i = 0; oneStageLeft && i < n; i += 2) {
            double a = values[i];
            double b = values[i + 1];
            values[i] = a + b;
            values[i + 1] = a - b;
        }
    }

    private static void twoStages(double[] values, int start, int quarter) {
        for (int i = start; i < start + quarter; i++) {
            double a = values[i];
            double b = values[i + quarter];
            double c = values[i + 2 * quarter];
            double d = values[i + 3 * quarter];
            double ac = a + c;
            double bd = b + d;
            double aLessC = a - c;
            double bLessD = b - d;
            values[i] = ac + bd;
            values[i + quarter] = ac - bd;
            values[i + 2 * quarter] = aLessC + bLessD;
            values[i + 3 * quarter] = aLessC - bLessD;
        }
    }

    private static int powerOfTwoAtLeast(int n) {
        return n == 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }
}
