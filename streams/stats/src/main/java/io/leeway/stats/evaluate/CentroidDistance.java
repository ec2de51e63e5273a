/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

/**
 * Fires when the mean vectors of window and reference are more than {@value #THRESHOLD} apart, Euclidean: the default for
 * embeddings of a widely used monitoring library. It looks at texts only, and never fires on a window or reference
 * without any. Cost: one addition per component.
 */
final class CentroidDistance implements SimpleDetector {

    private static final double THRESHOLD = 0.2;

    private final double[] reference;

    CentroidDistance(Sample reference) {
        this.reference = centroid(reference.vectors());
    }

    @Override
    public boolean fires(Sample window) {
        double[] centroid = centroid(window.vectors());
        if (reference.length == 0 || centroid.length == 0) {
            return false;
        }
        double squares = 0;
        for (int i = 0; i < centroid.length; i++) {
            double difference = centroid[i] - reference[i];
            squares += difference * difference;
        }
        return StrictMath.sqrt(squares) > THRESHOLD;
    }

    private static double[] centroid(double[][] vectors) {
        if (vectors.length == 0) {
            return new double[0];
        }
        double[] mean = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        }
        return mean;
    }
}
