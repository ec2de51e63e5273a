/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * All eigenvalues of a symmetric matrix, without its eigenvectors: by Householder reflections to tridiagonal form, then by the
 * implicit QL iteration.
 *
 * <p>An eigenvalue is off by no more than rounding of the largest, a few n·2⁻⁵³·‖A‖. The library's decomposition always
 * computes the vectors too, which takes several times as long; where vectors are needed, it is used.
 *
 * <p>Cost: O(n³) in loops that a compiler can vectorise, about 4/3·n³ products; 8·n² bytes.
 *
 * <p>References: H. Bowdler, R. S. Martin, C. Reinsch, J. H. Wilkinson (1968), The QR and QL algorithms for symmetric
 * matrices, Numer. Math. 11, doi:10.1007/BF02166681; A. S. Householder (1958), Unitary triangularization of a nonsymmetric
 * matrix, J. ACM 5, doi:10.1145/320941.320947.
 */
final class SymmetricEigenvalues {
    private static final int MOST_ITERATIONS = 60;
    private static final double EPSILON = 0x1p-53;

    private final double[] diagonal;

    /** Beside the diagonal; the last one is 0. */
    private final double[] beside;

    private SymmetricEigenvalues(double[][] matrix) {
        diagonal = new double[matrix.length];
        beside = new double[matrix.length];
        tridiagonalise(matrix);
    }

    /**
     * The eigenvalues, smallest first.
     *
     * @param symmetric n×n finite numbers; not changed
     */
    static double[] of(double[][] symmetric) {
        double[][] matrix = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
        SymmetricEigenvalues form = new SymmetricEigenvalues(matrix);
        form.iterate();
        Arrays.sort(form.diagonal);
        return form.diagonal;
    }

    /** Reflects away what lies below the subdiagonal, a column at a time; works on the full square, in place. */
    private void tridiagonalise(double[][] a) {
        int n = a.length;
        double[] v = new double[n];
        double[] w = new double[n];
        for (int k = 0; k < n; k++) {
            diagonal[k] = a[k][k];
            if (k == n - 1) {
                return;
            }
            double squares = 0;
            for (int i = k + 1; i < n; i++) {
                v[i] = a[k][i];
                squares += v[i] * v[i];
            }
            double norm = StrictMath.sqrt(squares);
            beside[k] = v[k + 1] > 0 ? -norm : norm;
            double squaredLength = 2 * (squares - beside[k] * v[k + 1]);
            if (squaredLength > 0) {
                v[k + 1] -= beside[k];
                reflect(a, k + 1, v, w, 2 / squaredLength);
            }
        }
    }

    /** A − v wᵀ − w vᵀ with w = β A v − ½ β² (vᵀ A v) v, in the rows and columns from {@code from} on. */
    private static void reflect(double[][] a, int from, double[] v, double[] w, double beta) {
        int n = a.length;
        Arrays.fill(w, from, n, 0);
        for (int i = from; i < n; i++) {
            addMultiple(w, beta * v[i], a[i], from);
        }
        double product = 0;
        for (int i = from; i < n; i++) {
            product += v[i] * w[i];
        }
        addMultiple(w, -0.5 * beta * product, v, from);
        for (int i = from; i < n; i++) {
            subtract(a[i], v[i], w, w[i], v, from);
        }
    }

    private static void addMultiple(double[] target, double factor, double[] x, int from) {
        for (int j = from; j < target.length; j++) {
            target[j] += factor * x[j];
        }
    }

    private static void subtract(double[] target, double p, double[] x, double q, double[] y, int from) {
        for (int j = from; j < target.length; j++) {
            target[j] -= p * x[j] + q * y[j];
        }
    }

    private void iterate() {
        double largest = 0;
        for (int i = 0; i < diagonal.length; i++) {
            largest = StrictMath.max(largest, StrictMath.abs(diagonal[i]) + StrictMath.abs(beside[i]));
        }
        double negligible = EPSILON * largest;
        for (int l = 0; l < diagonal.length; l++) {
            int iterations = 0;
            for (int m = end(l, negligible); m > l; m = end(l, negligible)) {
                if (++iterations > MOST_ITERATIONS) {
                    throw new IllegalStateException("the QL iteration does not converge; are all entries finite?");
                }
                step(l, m);
            }
        }
    }

    /** The end of the block from {@code l} on that does not fall apart. */
    private int end(int l, double negligible) {
        int m = l;
        while (m < diagonal.length - 1 && !(StrictMath.abs(beside[m]) <= negligible)) {
            m++;
        }
        return m;
    }

    /** One implicit QL step on the block from {@code l} to {@code m}, shifted by an eigenvalue of its first two rows. */
    private void step(int l, int m) {
        double half = (diagonal[l + 1] - diagonal[l]) / (2 * beside[l]);
        double root = StrictMath.sqrt(half * half + 1);
        double g = diagonal[m] - diagonal[l] + beside[l] / (half + (half < 0 ? -root : root));
        double sine = 1;
        double cosine = 1;
        double taken = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = sine * beside[i];
            double b = cosine * beside[i];
            double r = StrictMath.sqrt(f * f + g * g);
            beside[i + 1] = r;
            if (r == 0) {
                diagonal[i + 1] -= taken;
                beside[m] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = diagonal[i + 1] - taken;
            double change = (diagonal[i] - g) * sine + 2 * cosine * b;
            taken = sine * change;
            diagonal[i + 1] = g + taken;
            g = cosine * change - b;
        }
        diagonal[l] -= taken;
        beside[l] = g;
        beside[m] = 0;
    }
}
