/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import io.leeway.stats.distance.CumulativeLadder.Shape;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Two samples, their ladders, and the distances by their definitions. */
final class RawValues {
    private final double[] reference;
    private final double[] window;

    RawValues(double[] reference, double[] window) {
        this.reference = sorted(reference);
        this.window = sorted(window);
    }

    /** The ladder that has every distinct value as an edge. */
    CumulativeLadder steps() {
        return ladder(edges(), Shape.STEPS);
    }

    double lowest() {
        return reference[0];
    }

    CumulativeLadder ladder(double[] edges, Shape shape) {
        return CumulativeLadder.of(
                edges,
                counts(reference, edges),
                counts(window, edges),
                reference[0],
                reference[reference.length - 1],
                shape);
    }

    double[] edges() {
        return DoubleStream.concat(Arrays.stream(reference), Arrays.stream(window))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The reference's quantiles k/(size + 1). */
    double[] quantiles(int size) {
        double[] edges = new double[size];
        Arrays.setAll(edges, k -> reference[(int) ((k + 1.0) / (size + 1) * reference.length)]);
        return Arrays.stream(edges).distinct().toArray();
    }

    /** The integral of |F − G|, gap by gap. */
    double wasserstein() {
        double[] edges = edges();
        double sum = 0;
        for (int k = 0; k + 1 < edges.length; k++) {
            sum += Math.abs(share(reference, edges[k]) - share(window, edges[k])) * (edges[k + 1] - edges[k]);
        }
        return sum;
    }

    double kolmogorovSmirnov() {
        return Arrays.stream(edges())
                .map(edge -> Math.abs(share(reference, edge) - share(window, edge)))
                .max()
                .orElse(0);
    }

    double deviation() {
        double mean = Arrays.stream(reference).average().orElse(0);
        return Math.sqrt(Arrays.stream(reference)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    private static double share(double[] sorted, double edge) {
        return atMost(sorted, edge) / (double) sorted.length;
    }

    private static double[] counts(double[] sorted, double[] edges) {
        double[] counts = new double[edges.length + 1];
        for (int k = 0; k < edges.length; k++) {
            counts[k] = atMost(sorted, edges[k]);
        }
        counts[edges.length] = sorted.length;
        return counts;
    }

    private static int atMost(double[] sorted, double edge) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] <= edge) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Without negative zeros, which would be edges of their own. */
    private static double[] sorted(double[] values) {
        return Arrays.stream(values).map(value -> value + 0.0).sorted().toArray();
    }
}
