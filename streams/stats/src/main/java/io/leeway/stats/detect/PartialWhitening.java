/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * A linear map that shortens the directions in which a reference moves anyway, so that the squared distance of two mapped
 * means is the regularised, spectrally weighted distance of the means.
 *
 * <p>The first half A of the reference's blocks gives the directions and their variances: with the residuals r_j of its
 * blocks against its own mean, N_A events and B_A blocks, L_i and v_i are the largest eigenvalues and the eigenvectors of
 * Ω_A = B_A/(B_A−1) · Σ r_j r_jᵀ / N_A, for i up to q = min({@value #MAX_DIRECTIONS}, B_A − 2, D). Then
 *
 * <pre>
 * γ = c2/c1 of half A (see BlockMoments)      the average eigenvalue, weighted by itself
 * k_i = L_i/(L_i + γ)
 * W = γ^(−1/2) (I − Σ (1 − √(1 − k_i)) v_i v_iᵀ)
 * ‖WΔ‖² = (1/γ)(‖Δ‖² − Σ k_i ⟨v_i, Δ⟩²) ≈ Δᵀ(Ω_A + γI)⁻¹Δ
 * </pre>
 *
 * with equality when q covers the rank of Ω_A. {@link SpectralNull} tests with it: the null is the {@link BlockNull} of
 * the mapped sums of half B, and the mapped sums of the window are compared with the mapped mean of the whole reference.
 * The entries that gave the directions must not calibrate the test: along directions that were fitted to them they vary
 * less than other entries will, and most alarms would be false.
 *
 * <p>γ decides between two kinds of change. A smaller one finds more new content and less re-mixing of known content, so
 * the unmapped test stays useful beside this one. The effect of a mapped test is a distance in units of W and not a share
 * of events; report the unmapped effect.
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Fewer than {@value #MIN_BLOCKS} blocks in a half, dimension 0, no events, or a feature that does not vary in half
 *       A: no map ({@link Optional#empty()}).
 *   <li>c2 ≤ c1²/400, less than 400 equal eigenvalues have: the estimate is noise, and γ would be so small that even
 *       directions found by chance were removed. The sample's own Σλ²/Σλ, which is never below c1/B_A, takes its place.
 *   <li>Directions with L_i below {@value #NEGLIGIBLE} of the largest are left alone, k_i = 0: of rank-deficient
 *       references rounding would give them.
 *   <li>Entries without events carry nothing; they can be inserted anywhere without any effect. Joining each run of b
 *       consecutive entries with events to one and fitting with one entry a block is the same as fitting with b entries a
 *       block, as long as the sums of the joined entries are exact.
 *   <li>NaN or infinite sums, negative counts and rows of unequal length are refused; ties need no care.
 * </ul>
 *
 * <p>Cost: O(m³ + m·B_A·D) with m = min(B_A, D) ≤ {@value BlockNull#MAX_BLOCKS} once, q·D multiplications per vector and
 * q·D doubles of memory.
 *
 * <p>References: S. Mukherjee, B. K. Sriperumbudur (2025), Minimax optimal kernel two-sample tests with random features,
 * doi:10.48550/arXiv.2502.20755; O. Hagrass, B. K. Sriperumbudur, B. Li (2024), Spectral regularized kernel two-sample
 * tests, Ann. Statist. 52, doi:10.48550/arXiv.2212.09201.
 */
public final class PartialWhitening {
    /** Largest number of directions, q. */
    public static final int MAX_DIRECTIONS = 64;

    /** Fewest blocks in either half. */
    public static final int MIN_BLOCKS = 8;

    private static final double NEGLIGIBLE = 1e-8;
    private static final double ROUNDING = 1e-24;

    /** v_i, one row each. */
    private final double[][] directions;

    /** The same, transposed. */
    private final double[][] columns;

    /** 1 − √(1 − k_i). */
    private final double[] shortenings;

    private final int dimension;
    private final double gamma;
    private final double scale;
    private final int firstCalibrationEntry;

    private PartialWhitening(
            double[][] directions, double[] variances, int dimension, double gamma, int firstCalibrationEntry) {
        this.directions = directions;
        this.columns = Vectors.transposed(directions);
        this.shortenings = new double[variances.length];
        for (int i = 0; i < variances.length; i++) {
            // 1 − √(γ/(L+γ)) without a difference of nearly equal numbers
            double root = StrictMath.sqrt(gamma / (variances[i] + gamma));
            shortenings[i] = variances[i] / (variances[i] + gamma) / (1 + root);
        }
        this.dimension = dimension;
        this.gamma = gamma;
        this.scale = 1 / StrictMath.sqrt(gamma);
        this.firstCalibrationEntry = firstCalibrationEntry;
    }

    /**
     * The map of a reference.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param blockEntries entries per block, at least 1, as in the reference's null; doubled while a half would have more
     *     than {@value BlockNull#MAX_BLOCKS} blocks
     * @return the map, or empty when the reference is too short or does not vary
     */
    public static Optional<PartialWhitening> fit(double[][] sums, double[] counts, int blockEntries) {
        Require.sumsAndCounts(sums, counts);
        int[] entries = entriesWithEvents(counts);
        int length = Require.atLeast(blockEntries, 1, "blockEntries");
        while (entries.length / length > 2 * BlockNull.MAX_BLOCKS) {
            length *= 2;
        }
        int number = entries.length / length / 2;
        if (number < MIN_BLOCKS || sums[0].length == 0) {
            return Optional.empty();
        }
        Blocks half = firstHalf(sums, counts, entries, number, length);
        double squares = 0;
        for (int i = 0; i < number * length; i++) {
            squares += Vectors.squaredNorm(sums[entries[i]]);
        }
        if (half.trace() <= ROUNDING * squares / Vectors.total(half.counts)) {
            return Optional.empty();
        }
        return Optional.of(of(half, entries[number * length]));
    }

    private static int[] entriesWithEvents(double[] counts) {
        int[] entries = new int[counts.length];
        int size = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                entries[size++] = i;
            }
        }
        return Arrays.copyOf(entries, size);
    }

    private static Blocks firstHalf(double[][] sums, double[] counts, int[] entries, int number, int length) {
        double[][] rows = new double[number * length][];
        double[] events = new double[number * length];
        double[] mean = new double[sums[0].length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = sums[entries[i]];
            events[i] = counts[entries[i]];
            Vectors.add(mean, rows[i]);
        }
        double total = Vectors.total(events);
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= total;
        }
        return Blocks.of(rows, events, mean, length);
    }

    private static PartialWhitening of(Blocks half, int firstCalibrationEntry) {
        int dimension = half.residuals[0].length;
        boolean gramIsSmaller = half.number() <= dimension;
        double[][] matrix = gramIsSmaller ? half.gram() : half.scatter();
        EigenDecomposition decomposition = new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
        double[] raw = decomposition.getRealEigenvalues();
        int size = StrictMath.min(StrictMath.min(MAX_DIRECTIONS, half.number() - 2), dimension);
        while (raw[size - 1] < NEGLIGIBLE * raw[0]) {
            size--;
        }
        double perEvent = half.correction() / Vectors.total(half.counts);
        double[][] directions = new double[size][];
        double[] variances = new double[size];
        for (int i = 0; i < size; i++) {
            double[] eigenvector = decomposition.getEigenvector(i).toArray();
            directions[i] = unit(gramIsSmaller ? combine(half.residuals, eigenvector) : eigenvector);
            variances[i] = raw[i] * perEvent;
        }
        return new PartialWhitening(directions, variances, dimension, gamma(half), firstCalibrationEntry);
    }

    private static double gamma(Blocks half) {
        BlockMoments moments = BlockMoments.of(half);
        double c1 = moments.c1();
        double c2 = moments.c2();
        if (c2 <= c1 * c1 / Spectrum.EQUAL_WEIGHTS) {
            c2 = Vectors.squaredNorm(moments.eigenvalues());
        }
        return c2 / c1;
    }

    /** Rᵀu, which for an eigenvector u of R Rᵀ is an eigenvector of RᵀR. */
    private static double[] combine(double[][] rows, double[] weights) {
        double[] sum = new double[rows[0].length];
        Vectors.addCombined(sum, rows, weights);
        return sum;
    }

    private static double[] unit(double[] x) {
        double norm = StrictMath.sqrt(Vectors.squaredNorm(x));
        for (int k = 0; k < x.length; k++) {
            x[k] /= norm;
        }
        return x;
    }

    /**
     * W·x; linear, so it serves sums and means alike.
     *
     * @param x D finite numbers
     * @return a new vector of length D
     */
    public double[] apply(double[] x) {
        Require.sameLength(x.length, dimension, "dimension of the vector");
        double[] result = x.clone();
        double[] shares = new double[directions.length];
        Vectors.addCombined(shares, columns, x);
        for (int i = 0; i < shares.length; i++) {
            shares[i] = -(shortenings[i] * shares[i]);
        }
        Vectors.addCombined(result, directions, shares);
        for (int k = 0; k < dimension; k++) {
            result[k] *= scale;
            if (!Double.isFinite(result[k])) {
                Require.finite(result[k], "component " + k);
            }
        }
        return result;
    }

    /** Dimension of what is mapped and of the result, D. */
    public int dimension() {
        return dimension;
    }

    /** The regularisation γ, an eigenvalue of typical size; directions with less variance are hardly shortened. */
    public double gamma() {
        return gamma;
    }

    /** Number of directions that are shortened, q. */
    public int directions() {
        return directions.length;
    }

    /**
     * Index of the first entry of half B among the entries given to {@link #fit}: the null may only be computed from this
     * entry on.
     */
    public int firstCalibrationEntry() {
        return firstCalibrationEntry;
    }
}
