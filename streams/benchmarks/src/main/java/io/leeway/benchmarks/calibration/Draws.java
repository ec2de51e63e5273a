/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.map.SplitMix64;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Random draws from one seed, fast enough for streams of millions of vectors.
 *
 * <p>Normal values are independent draws from 65,536 equally likely quantiles of the standard normal distribution, four
 * for each 64 random bits. Their variance is that of the normal distribution within 2·10<sup>−4</sup>; the largest is
 * 4.3, which no sum of hundreds of them notices.
 */
final class Draws {

    private static final int QUANTILES = 1 << 16;
    private static final int MASK = QUANTILES - 1;
    private static final double UNIT = 0x1p-53;
    private static final float[] NORMAL = quantiles();

    private final SplitMix64 bits;

    Draws(long seed) {
        bits = new SplitMix64(SplitMix64.mix(seed));
    }

    private static float[] quantiles() {
        NormalDistribution normal = new NormalDistribution(0, 1);
        float[] quantiles = new float[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            quantiles[i] = (float) normal.inverseCumulativeProbability((i + 0.5) / QUANTILES);
        }
        return quantiles;
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (bits.next() >>> 11) * UNIT;
    }

    /** Whether an event of probability {@code p} happens. */
    boolean happens(double p) {
        return p > 0 && uniform() < p;
    }

    /** Uniform among 0 … n − 1. */
    int below(int n) {
        return (int) (uniform() * n);
    }

    /** A standard normal value. */
    double normal() {
        return NORMAL[(int) (bits.next() & MASK)];
    }

    /** Adds {@code deviations[i]} times a standard normal value to each component, times {@code factor}. */
    void addNormal(double[] vector, double[] deviations, double factor) {
        for (int i = 0; i < vector.length; i += 4) {
            long word = bits.next();
            for (int j = i; j < Math.min(i + 4, vector.length); j++) {
                vector[j] += factor * deviations[j] * NORMAL[(int) (word & MASK)];
                word >>>= 16;
            }
        }
    }

    /** Poisson with a mean of at most some hundreds, by the product of uniforms. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > limit; product *= uniform()) {
            count++;
        }
        return count;
    }

    /** Geometric on 1, 2, … with the given mean, at least 1. */
    int geometric(double mean) {
        if (mean <= 1) {
            return 1;
        }
        return 1 + (int) (StrictMath.log(1 - uniform()) / StrictMath.log(1 - 1 / mean));
    }

    /** An index drawn in proportion to its weight, given the running sums of the weights. */
    int index(double[] cumulative) {
        double point = uniform() * cumulative[cumulative.length - 1];
        int index = 0;
        while (index < cumulative.length - 1 && cumulative[index] <= point) {
            index++;
        }
        return index;
    }
}
