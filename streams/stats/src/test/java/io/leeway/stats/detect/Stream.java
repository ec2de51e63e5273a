/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A simulated stream of entries of about ten events each. Events belong to sessions of geometric length; the events of a
 * session lie up to two entries apart and share a centre that carries part of their variance.
 */
final class Stream {
    private static final double EVENTS_PER_ENTRY = 10;

    private final Random random;
    private final double meanLength;
    private final double share;
    private final int dimension;

    /**
     * @param share of the variance that the events of one session have in common
     */
    Stream(long seed, double meanLength, double share, int dimension) {
        this.random = new Random(seed);
        this.meanLength = meanLength;
        this.share = share;
        this.dimension = dimension;
    }

    /** Standard normal vectors, by entry. */
    List<List<double[]>> entries(int number) {
        List<List<double[]>> entries = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            entries.add(new ArrayList<>());
        }
        // Sessions that start before the first entry make the stream stationary from there on.
        int warmUp = (int) (4 * meanLength);
        for (int start = -warmUp; start < number; start++) {
            for (int s = sessions(); s > 0; s--) {
                session(entries, start);
            }
        }
        return entries;
    }

    private int sessions() {
        double expected = EVENTS_PER_ENTRY / meanLength;
        int whole = (int) expected;
        return whole + (random.nextDouble() < expected - whole ? 1 : 0) + random.nextInt(3) - 1;
    }

    private void session(List<List<double[]>> entries, int start) {
        double[] centre = gaussian();
        int entry = start;
        do {
            double[] event = gaussian();
            for (int k = 0; k < dimension; k++) {
                event[k] = StrictMath.sqrt(share) * centre[k] + StrictMath.sqrt(1 - share) * event[k];
            }
            if (entry >= 0 && entry < entries.size()) {
                entries.get(entry).add(event);
            }
            entry += random.nextInt(3);
        } while (random.nextDouble() >= 1 / meanLength);
    }

    private double[] gaussian() {
        double[] vector = new double[dimension];
        for (int k = 0; k < dimension; k++) {
            vector[k] = random.nextGaussian();
        }
        return vector;
    }
}
