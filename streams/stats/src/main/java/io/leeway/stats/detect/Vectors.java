/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/** Sums over vectors in an order that is fixed, so that the bits of a result do not depend on the machine. */
final class Vectors {
    private Vectors() {}

    /** Four sums side by side do not wait for each other; their order is fixed, so the bits are too. */
    static double dot(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * y[i];
        }
        return (a + b) + (c + d);
    }

    static double squaredNorm(double[] x) {
        return dot(x, x);
    }

    static double total(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum;
    }

    static void add(double[] target, double[] x) {
        for (int i = 0; i < target.length; i++) {
            target[i] += x[i];
        }
    }

    static void subtract(double[] target, double[] x) {
        for (int i = 0; i < target.length; i++) {
            target[i] -= x[i];
        }
    }

    /**
     * Adds Σ w_j·row_j, in the order of the rows. Components do not wait for each other, so with the rows of a transposed matrix
     * this is many inner products at once.
     */
    static void addCombined(double[] target, double[][] rows, double[] weights) {
        int j = 0;
        for (; j + 3 < rows.length; j += 4) {
            addFour(target, rows, weights, j);
        }
        for (; j < rows.length; j++) {
            double weight = weights[j];
            double[] row = rows[j];
            for (int k = 0; k < target.length; k++) {
                target[k] += weight * row[k];
            }
        }
    }

    /** Four at a time, which reads and writes the target a quarter as often. */
    private static void addFour(double[] target, double[][] rows, double[] weights, int from) {
        double a = weights[from];
        double b = weights[from + 1];
        double c = weights[from + 2];
        double d = weights[from + 3];
        double[] first = rows[from];
        double[] second = rows[from + 1];
        double[] third = rows[from + 2];
        double[] fourth = rows[from + 3];
        for (int k = 0; k < target.length; k++) {
            target[k] = (((target[k] + a * first[k]) + b * second[k]) + c * third[k]) + d * fourth[k];
        }
    }

    /** The transposed matrix; at least one row. */
    static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        return columns;
    }

    /** ‖x/n − y/m‖², the squared distance of two means given as sums and counts. */
    static double squaredMeanDistance(double[] x, double n, double[] y, double m) {
        double[] difference = new double[x.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = x[i] / n - y[i] / m;
        }
        return squaredNorm(difference);
    }
}
