/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

/**
 * A fixed 64-bit pseudo-random sequence, so that what is drawn from a seed never changes with the Java version.
 *
 * <p>A counter advances by an odd constant and is scrambled by a bijection of the 64-bit integers, so the period is
 * 2<sup>64</sup>. Not for cryptography. Not thread-safe.
 *
 * <p>Reference: G. Steele, D. Lea, C. Flood (2014), Fast splittable pseudorandom number generators,
 * doi:10.1145/2660193.2660195.
 */
public final class SplitMix64 {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** A sequence that depends on {@code seed} alone. */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** The next 64 bits. */
    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /** A bijection of the 64-bit integers in which every input bit reaches every output bit. */
    public static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
