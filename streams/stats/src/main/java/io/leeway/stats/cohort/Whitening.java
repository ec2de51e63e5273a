/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;

/**
 * Turns a difference of means into the direction in which it stands out most from what the two cohorts' difference does by
 * chance.
 *
 * <pre>
 * w = (Σ + γI)⁻¹ d,   Σ = RᵀR/N,   γ = c2/c1,   c1 = Σ_i A_ii/N,   c2 = Σ_{i≠j} A_ij²/(N(N−1)),   A = RRᵀ
 * </pre>
 *
 * for N earlier differences R, one a row. γ is the average eigenvalue of Σ weighted by itself, as in
 * {@link io.leeway.stats.detect.PartialWhitening}. The rows are not centred: a lasting difference δ in them turns Σ into
 * Σ + δδᵀ, which changes the length of w for d = δ and not its direction (Sherman and Morrison 1950).
 *
 * <ul>
 *   <li>No row, dimension 1, or rows that are all 0: the identity.
 *   <li>c2 ≤ c1²/{@value #EQUAL_WEIGHTS}: noise; Σ A_ij²/N² takes its place.
 *   <li>Of N and D, the smaller decides which system is solved; the result is the same.
 *   <li>Cost: O(N²·D + m³), m = min(N, D), once; O(N·D) for each direction.
 * </ul>
 *
 * <p>Reference: S. Mukherjee, B. K. Sriperumbudur (2025), Minimax optimal kernel two-sample tests with random features,
 * doi:10.48550/arXiv.2502.20755.
 */
public final class Whitening {

    private static final double EQUAL_WEIGHTS = 400;

    private final double[][] rows;
    private final DecompositionSolver solver;
    private final boolean gramIsSmaller;

    private Whitening(double[][] rows, DecompositionSolver solver, boolean gramIsSmaller) {
        this.rows = rows;
        this.solver = solver;
        this.gramIsSmaller = gramIsSmaller;
    }

    /**
     * The whitening of earlier differences.
     *
     * @param rows N×D
     */
    public static Whitening of(double[][] rows) {
        int number = rows.length;
        int dimension = number == 0 ? 0 : rows[0].length;
        if (dimension < 2 || number < 2) {
            return new Whitening(rows, null, false);
        }
        double[][] gram = products(rows);
        double c1 = 0;
        double squares = 0;
        double diagonal = 0;
        for (int i = 0; i < number; i++) {
            c1 += gram[i][i] / number;
            diagonal += gram[i][i] * gram[i][i];
            squares += Witness.dot(gram[i], gram[i]);
        }
        if (c1 <= 0) {
            return new Whitening(rows, null, false);
        }
        double c2 = (squares - diagonal) / ((double) number * (number - 1));
        if (c2 <= c1 * c1 / EQUAL_WEIGHTS) {
            c2 = squares / ((double) number * number);
        }
        double ridge = number * c2 / c1;
        boolean small = number <= dimension;
        double[][] matrix = small ? gram : products(transposed(rows));
        for (int i = 0; i < matrix.length; i++) {
            matrix[i][i] += ridge;
        }
        // The ridge makes it positive definite by far more than rounding, so no threshold needs to forgive anything.
        CholeskyDecomposition decomposition =
                new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), 1e-9 * ridge, 0);
        return new Whitening(rows, decomposition.getSolver(), small);
    }

    /**
     * The direction for a difference, up to a positive factor.
     *
     * @param difference D
     */
    public double[] direction(double[] difference) {
        if (solver == null) {
            return difference.clone();
        }
        if (!gramIsSmaller) {
            return solver.solve(new ArrayRealVector(difference, false)).toArray();
        }
        double[] seen = new double[rows.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = Witness.dot(rows[i], difference);
        }
        double[] weights = solver.solve(new ArrayRealVector(seen, false)).toArray();
        double[] direction = difference.clone();
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < direction.length; d++) {
                direction[d] -= weights[i] * rows[i][d];
            }
        }
        return direction;
    }

    private static double[][] products(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = Witness.dot(rows[i], rows[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < columns.length; d++) {
                columns[d][i] = rows[i][d];
            }
        }
        return columns;
    }
}
