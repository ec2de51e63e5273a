/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.util.List;

/**
 * A small random number generator whose numbers are the same on every machine and Java version.
 *
 * <p>The JDK's generators promise that for their integers only, not for what they derive from them. Not for secrets.
 *
 * <p>Source: Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014,
 * doi:10.1145/2660193.2660195.
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /** A generator with numbers of its own, seeded by the next number of this one. */
    SplitMix64 split() {
        return new SplitMix64(nextLong());
    }

    /** Any long, all equally likely. */
    long nextLong() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform from 0 to {@code bound - 1}; the bound is small here, so that the bias of scaling is far below 1e-10. */
    int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** One of the elements, all equally likely. */
    <T> T pick(List<T> elements) {
        return elements.get(nextInt(elements.size()));
    }

    /** Exponential with the given mean, always finite: {@code -mean · ln(1 - u)} with u below 1. */
    double nextExponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /** Log-normal with the given median and standard deviation of the logarithm; the normal by Box and Muller. */
    double nextLogNormal(double median, double sigma) {
        double radius = StrictMath.sqrt(nextExponential(2));
        double angle = 2 * Math.PI * nextDouble();
        return median * StrictMath.exp(sigma * radius * StrictMath.cos(angle));
    }
}
