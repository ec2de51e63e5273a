/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The part of vectors that is a sum of functions of single features, by ridge regression on given terms.
 *
 * <pre>
 * B = (UᵀU + n·{@value #RIDGE}·I)⁻¹ UᵀZ,   p = tr( (UᵀU + n·{@value #RIDGE}·I)⁻¹ UᵀU )
 * </pre>
 *
 * <p>The ridge makes collinear and constant terms harmless. Cost: O(n·q·(q + D) + q²·(q + D)) for q terms.
 *
 * <p>Reference: A. E. Hoerl, R. W. Kennard (1970), Ridge regression, Technometrics 12, doi:10.1080/00401706.1970.10488634.
 */
final class AdditivePart {
    private static final double RIDGE = 1e-3;
    // The ridge bounds every pivot from below by far more.
    private static final double SMALLEST_PIVOT = 1e-9;
    private static final double SYMMETRY = 1e-9;

    private final double[][] coefficients;
    private final double parameters;

    private AdditivePart(double[][] coefficients, double parameters) {
        this.coefficients = coefficients;
        this.parameters = parameters;
    }

    /**
     * Fits the regression.
     *
     * @param terms n×q, at least one row
     * @param vectors n×D
     */
    static AdditivePart fit(List<double[]> terms, List<double[]> vectors) {
        int q = terms.get(0).length;
        double[][] products = new double[q][q];
        double[][] targets = new double[q][vectors.get(0).length];
        for (int row = 0; row < terms.size(); row++) {
            double[] u = terms.get(row);
            for (int i = 0; i < q; i++) {
                if (u[i] != 0) {
                    addMultiple(products[i], u[i], u);
                    addMultiple(targets[i], u[i], vectors.get(row));
                }
            }
        }
        double[][] regular = new double[q][];
        for (int i = 0; i < q; i++) {
            regular[i] = products[i].clone();
            regular[i][i] += RIDGE * terms.size();
        }
        DecompositionSolver solver = new CholeskyDecomposition(
                        new Array2DRowRealMatrix(regular, false), SYMMETRY, SMALLEST_PIVOT)
                .getSolver();
        RealMatrix hat = solver.solve(new Array2DRowRealMatrix(products, false));
        return new AdditivePart(
                solver.solve(new Array2DRowRealMatrix(targets, false)).getData(), hat.getTrace());
    }

    /** Effective number of parameters, p. */
    double parameters() {
        return parameters;
    }

    /** Takes the additive part out of a vector, in place. */
    void removeFrom(double[] vector, double[] terms) {
        double[] factors = new double[terms.length];
        double[][] rows = new double[terms.length][];
        int used = 0;
        for (int i = 0; i < terms.length; i++) {
            if (terms[i] != 0) {
                factors[used] = -terms[i];
                rows[used++] = coefficients[i];
            }
        }
        Vectors.addCombined(vector, Arrays.copyOf(rows, used), factors);
    }

    private static void addMultiple(double[] target, double factor, double[] x) {
        for (int k = 0; k < target.length; k++) {
            target[k] += factor * x[k];
        }
    }
}
