/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * Consecutive entries of a reference joined to blocks, and each block's residual r_j = S_j − n_j·μ against the mean of
 * all.
 *
 * <p>A block is {@code length} consecutive entries; fewer left over at the end join the last block. Fewer entries than one
 * block make one block.
 */
final class Blocks {
    /** One row per block. */
    final double[][] residuals;

    /** Events per block. */
    final double[] counts;

    private Blocks(double[][] residuals, double[] counts) {
        this.residuals = residuals;
        this.counts = counts;
    }

    static int number(int entries, int length) {
        return StrictMath.max(1, entries / length);
    }

    static Blocks of(double[][] sums, double[] counts, double[] mean, int length) {
        int number = number(sums.length, length);
        double[][] residuals = new double[number][mean.length];
        double[] events = new double[number];
        for (int i = 0; i < sums.length; i++) {
            int block = StrictMath.min(i / length, number - 1);
            Vectors.add(residuals[block], sums[i]);
            events[block] += counts[i];
        }
        for (int j = 0; j < number; j++) {
            for (int k = 0; k < mean.length; k++) {
                residuals[j][k] -= events[j] * mean[k];
            }
        }
        return new Blocks(residuals, events);
    }

    int number() {
        return counts.length;
    }

    /** c1 = B/(B−1) · Σ ‖r_j‖² / N, the unbiased trace of the long-run covariance; 0 for a single block. */
    double trace() {
        if (number() < 2) {
            return 0;
        }
        double sum = 0;
        for (double[] residual : residuals) {
            sum += Vectors.squaredNorm(residual);
        }
        return correction() * sum / Vectors.total(counts);
    }

    /** B/(B−1), for the mean that was estimated from the same blocks. */
    double correction() {
        return number() / (number() - 1.0);
    }

    /** The B×B matrix of inner products of residuals. */
    double[][] gram() {
        double[][] columns = Vectors.transposed(residuals);
        double[][] gram = new double[number()][number()];
        for (int i = 0; i < number(); i++) {
            Vectors.addCombined(gram[i], columns, residuals[i]);
        }
        return gram;
    }

    /** The D×D matrix Σ r_j r_jᵀ, which has the same non-zero eigenvalues as {@link #gram()}. */
    double[][] scatter() {
        int dimension = residuals[0].length;
        double[][] scatter = new double[dimension][dimension];
        for (double[] residual : residuals) {
            for (int k = 0; k < dimension; k++) {
                for (int l = 0; l <= k; l++) {
                    scatter[k][l] += residual[k] * residual[l];
                }
            }
        }
        for (int k = 0; k < dimension; k++) {
            for (int l = 0; l < k; l++) {
                scatter[l][k] = scatter[k][l];
            }
        }
        return scatter;
    }
}
