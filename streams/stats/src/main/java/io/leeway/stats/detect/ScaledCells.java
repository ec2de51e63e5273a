/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/** What maps to one scaled indicator per cell have in common: exactly one component of φ is not 0, and it is the cell's scale. */
final class ScaledCells {

    private ScaledCells() {}

    /** A difference of means, turned back into differences of shares, one per cell. */
    static double[] shareDifferences(double[] difference, double[] scales) {
        Require.sameLength(difference.length, scales.length, "dimension of the difference");
        double[] result = new double[scales.length];
        for (int k = 0; k < scales.length; k++) {
            result[k] = difference[k] / scales[k];
        }
        return result;
    }

    /** Trace of the covariance of φ for single events with the given mean: Σ μ_k(scale_k − μ_k), which is never negative. */
    static double independentTrace(double[] mean, double[] scales) {
        Require.sameLength(mean.length, scales.length, "dimension of the mean");
        double trace = 0;
        for (int k = 0; k < scales.length; k++) {
            trace += mean[k] * (scales[k] - mean[k]);
        }
        return StrictMath.max(0, trace);
    }
}
