/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.map.SplitMix64;
import java.nio.charset.StandardCharsets;

/** Random draws for one pane, the same on every machine. */
final class Draws {

    private static final double UNIT = 0x1p-53;
    private static final double TWO_PI = 2 * StrictMath.PI;

    private final SplitMix64 bits;

    Draws(long seed) {
        bits = new SplitMix64(SplitMix64.mix(seed));
    }

    /** The draws of one pane. */
    static Draws of(long seed, long paneStart) {
        return new Draws(SplitMix64.mix(seed) + paneStart);
    }

    /** The seed of an injection into a stream. */
    static long seed(String stream, String injection) {
        long seed = 0;
        for (byte octet : (stream.length() + " " + stream + " " + injection).getBytes(StandardCharsets.UTF_8)) {
            seed = SplitMix64.mix(seed ^ octet) + 1;
        }
        return seed;
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (bits.next() >>> 11) * UNIT;
    }

    /** Uniform among 0 … n − 1. */
    int below(int n) {
        return (int) (uniform() * n);
    }

    /** Whether an event of probability {@code p} happens. */
    boolean happens(double p) {
        return uniform() < p;
    }

    /** Standard normal, by Box and Muller (1958), doi:10.1214/aoms/1177706645. */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(TWO_PI * uniform());
    }

    /** How many of {@code n} events of probability {@code p} happen; takes a time in proportion to the result. */
    long binomial(long n, double p) {
        if (p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        double perGap = StrictMath.log1p(-p);
        long happened = 0;
        // From one that happens to the next is a geometric number of events.
        double next = 1 + StrictMath.floor(StrictMath.log1p(-uniform()) / perGap);
        while (next <= n) {
            happened++;
            next += 1 + StrictMath.floor(StrictMath.log1p(-uniform()) / perGap);
        }
        return happened;
    }

    static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not between 0 and 1");
        }
    }
}
