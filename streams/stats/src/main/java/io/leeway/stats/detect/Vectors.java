/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/** Sums over vectors in index order, so that the bits of a result do not depend on the machine. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
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

    /** ‖x/n − y/m‖², the squared distance of two means given as sums and counts. */
    static double squaredMeanDistance(double[] x, double n, double[] y, double m) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] / n - y[i] / m;
            sum += difference * difference;
        }
        return sum;
    }
}
