/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * Traces of the powers of the long-run covariance Ω, as U-statistics over the inner products A_ij = r_i·r_j of block
 * residuals.
 *
 * <pre>
 * c1 = B/(B−1) · Σ_j A_jj / N                                   estimates tr Ω
 * c2 = B/(B−1) · Σ_{i≠j} A_ij² / N²                             estimates tr Ω²
 * c3 = B²/((B−1)(B−2)) · Σ_{i,j,k distinct} A_ij A_jk A_ki / N³  estimates tr Ω³
 * </pre>
 *
 * <p>Leaving out equal indices is what makes them unbiased for independent blocks. The sums over distinct indices come
 * from the full ones: Σ_{i≠j} A_ij² = Σ e² − Σ A_ii² and Σ_distinct = Σ e³ − 3 Σ_i A_ii (A²)_ii + 2 Σ A_ii³ with the
 * eigenvalues e of A, whose non-zero ones the D×D scatter matrix shares, so the smaller of the two matrices is
 * decomposed.
 *
 * <ul>
 *   <li>c2 and c3 may be zero or negative when the blocks are few; that is noise of the estimate, not an error.
 *   <li>c3 of fewer than three blocks is 0.
 *   <li>Cost: O(m³ + m·B·D) for m = min(B, D).
 * </ul>
 *
 * <p>References: A. Gretton, K. Fukumizu, Z. Harchaoui, B. Sriperumbudur (2009), A fast, consistent kernel two-sample
 * test, NIPS 22; W. Hoeffding (1948), A class of statistics with asymptotically normal distribution, Ann. Math. Statist.
 * 19, doi:10.1214/aoms/1177730196.
 */
final class BlockMoments {
    private final double[] eigenvalues;
    private final double c1;
    private final double c2;
    private final double c3;

    private BlockMoments(double[] eigenvalues, double c1, double c2, double c3) {
        this.eigenvalues = eigenvalues;
        this.c1 = c1;
        this.c2 = c2;
        this.c3 = c3;
    }

    /** The moments of a feature that does not vary. */
    static BlockMoments none() {
        return new BlockMoments(new double[0], 0, 0, 0);
    }

    static BlockMoments of(Blocks blocks) {
        int size = blocks.number();
        double events = Vectors.total(blocks.counts);
        boolean gramIsSmaller = size <= blocks.residuals[0].length;
        double[][] matrix = gramIsSmaller ? blocks.gram() : blocks.scatter();
        double[] raw = Spectrum.eigenvalues(matrix);

        double pairs = 0;
        double triples = 0;
        for (double e : raw) {
            pairs += e * e;
            triples += e * e * e;
        }
        for (int i = 0; i < size; i++) {
            double diagonal = Vectors.squaredNorm(blocks.residuals[i]);
            double squared =
                    gramIsSmaller ? Vectors.squaredNorm(matrix[i]) : quadraticForm(matrix, blocks.residuals[i]);
            pairs -= diagonal * diagonal;
            triples += diagonal * (2 * diagonal * diagonal - 3 * squared);
        }
        double correction = blocks.correction();
        double[] eigenvalues = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            eigenvalues[i] = raw[i] / events * correction;
        }
        double distinct = size < 3 ? 0 : correction * size / (size - 2.0);
        return new BlockMoments(
                eigenvalues,
                blocks.trace(),
                correction * pairs / (events * events),
                distinct * triples / (events * events * events));
    }

    /** λ = e/N · B/(B−1), largest first; their sum is c1. */
    double[] eigenvalues() {
        return eigenvalues;
    }

    /** Trace of Ω. */
    double c1() {
        return c1;
    }

    /** Trace of Ω². */
    double c2() {
        return c2;
    }

    /** Trace of Ω³. */
    double c3() {
        return c3;
    }

    /** rᵀ G r, which is (A²)_ii for r = r_i and G = Σ r_j r_jᵀ. */
    private static double quadraticForm(double[][] matrix, double[] vector) {
        double sum = 0;
        for (int k = 0; k < vector.length; k++) {
            sum += vector[k] * Vectors.dot(matrix[k], vector);
        }
        return sum;
    }
}
