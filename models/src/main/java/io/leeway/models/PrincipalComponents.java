/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The directions of largest second moment of vectors around a given centre, and the projection onto them.
 *
 * <p>Cost: {@code n d^2} for the moments and {@code d^3} for the eigenvectors. In plain Java and one order, so the bits are
 * a function of the vectors.
 *
 * <p>Reference: I. T. Jolliffe, "Principal Component Analysis" (2002), DOI 10.1007/b98835.
 */
final class PrincipalComponents {

    private final double[] centre;
    private final double[][] directions;

    private PrincipalComponents(double[] centre, double[][] directions) {
        this.centre = centre;
        this.directions = directions;
    }

    /**
     * @param vectors of the length of the centre
     * @param count directions kept, at most that length
     */
    static PrincipalComponents of(List<float[]> vectors, double[] centre, int count) {
        double[][] moments = new double[centre.length][centre.length];
        double[] offset = new double[centre.length];
        for (float[] vector : vectors) {
            subtract(vector, centre, offset);
            for (int i = 0; i < offset.length; i++) {
                double[] row = moments[i];
                for (int j = 0; j < row.length; j++) {
                    row[j] += offset[i] * offset[j];
                }
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(moments, false));
        double[][] directions = new double[centre.length][count];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < centre.length; i++) {
                directions[i][k] = eigen.getV().getEntry(i, k);
            }
        }
        return new PrincipalComponents(centre.clone(), directions);
    }

    /** The coordinates of a vector, largest direction first. */
    double[] project(float[] vector) {
        double[] offset = new double[centre.length];
        subtract(vector, centre, offset);
        double[] coordinates = new double[directions[0].length];
        for (int i = 0; i < offset.length; i++) {
            double[] direction = directions[i];
            for (int k = 0; k < coordinates.length; k++) {
                coordinates[k] += offset[i] * direction[k];
            }
        }
        return coordinates;
    }

    private static void subtract(float[] vector, double[] centre, double[] offset) {
        for (int i = 0; i < offset.length; i++) {
            offset[i] = vector[i] - centre[i];
        }
    }
}
