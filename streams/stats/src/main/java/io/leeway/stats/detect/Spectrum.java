/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * Eigenvalues of the long-run covariance and their shrinkage.
 *
 * <p>The eigenvalues of a covariance that was estimated from B blocks are more spread than the true ones, which makes the
 * tail of Σ λ χ² too heavy and the test blind. The shrinkage keeps Σλ and lowers Σλ² to a given target:
 * λ' = (λ − τ)₊, and what was cut off returns as {@value #EQUAL_WEIGHTS} equal weights, (Σλ − Σλ')/{@value
 * #EQUAL_WEIGHTS} each.
 *
 * <ul>
 *   <li>Σλ'² falls from Σλ² at τ = 0 to (Σλ)²/{@value #EQUAL_WEIGHTS} at τ = λ_max, so a target between them has a
 *       solution, found by bisection. A higher target leaves the spectrum as it is; a lower one, also one that is zero or
 *       negative because the estimate is noisy, is replaced by 1.5·(Σλ)²/{@value #EQUAL_WEIGHTS}.
 *   <li>No positive eigenvalue: the distribution without weights.
 *   <li>Cost: O(n³) for the eigenvalues of an n×n matrix, O(100 n) for the shrinkage.
 * </ul>
 *
 * <p>References: O. Ledoit, M. Wolf (2004), A well-conditioned estimator for large-dimensional covariance matrices, J.
 * Multivariate Anal. 88, doi:10.1016/S0047-259X(03)00096-4, for the excess spread of sample eigenvalues; the rule here is
 * a soft threshold of our own.
 */
final class Spectrum {
    static final int EQUAL_WEIGHTS = 400;
    private static final double SMALLEST_TARGET = 1.5;
    private static final int BISECTIONS = 100;

    private Spectrum() {}

    /** Eigenvalues of a symmetric positive semi-definite matrix, largest first; rounding below zero becomes zero. */
    static double[] eigenvalues(double[][] symmetric) {
        double[] result = SymmetricEigenvalues.of(symmetric);
        for (int i = 0, j = result.length - 1; i < j; i++, j--) {
            double swap = result[i];
            result[i] = result[j];
            result[j] = swap;
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = StrictMath.max(0, result[i]);
        }
        return result;
    }

    /** The weighted χ² of the shrunk eigenvalues whose squares sum to {@code target}. */
    static WeightedChiSquare shrink(double[] eigenvalues, double target) {
        double tau = threshold(eigenvalues, target);
        double[] weights = new double[eigenvalues.length + 1];
        int[] multiplicities = new int[weights.length];
        for (int i = 0; i < eigenvalues.length; i++) {
            weights[i] = StrictMath.max(0, eigenvalues[i] - tau);
            multiplicities[i] = 1;
        }
        weights[eigenvalues.length] = remainder(eigenvalues, tau);
        multiplicities[eigenvalues.length] = EQUAL_WEIGHTS;
        return WeightedChiSquare.of(weights, multiplicities);
    }

    /** The threshold τ at which the squares of the shrunk eigenvalues sum to {@code target}. */
    static double threshold(double[] eigenvalues, double target) {
        double sum = Vectors.total(eigenvalues);
        double wanted = StrictMath.max(target, SMALLEST_TARGET * sum * sum / EQUAL_WEIGHTS);
        double low = 0;
        double high = eigenvalues.length == 0 ? 0 : eigenvalues[0];
        if (sumOfSquares(eigenvalues, low) <= wanted) {
            return low;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            if (sumOfSquares(eigenvalues, middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private static double remainder(double[] eigenvalues, double tau) {
        double cut = 0;
        for (double value : eigenvalues) {
            cut += StrictMath.min(value, tau);
        }
        return cut / EQUAL_WEIGHTS;
    }

    private static double sumOfSquares(double[] eigenvalues, double tau) {
        double rest = remainder(eigenvalues, tau);
        double sum = EQUAL_WEIGHTS * rest * rest;
        for (double value : eigenvalues) {
            double kept = StrictMath.max(0, value - tau);
            sum += kept * kept;
        }
        return sum;
    }
}
