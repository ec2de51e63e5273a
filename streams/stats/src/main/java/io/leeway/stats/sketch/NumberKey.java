/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/**
 * Numbers as 64-bit integers in the same order, and the buckets that a right shift of these keys makes.
 *
 * <p>The bits of a double, read as an integer, are in order for positive numbers and in reverse for negative ones; the
 * key flips all bits but the sign of the latter. A bucket is a run of neighbouring doubles.
 */
final class NumberKey {

    /** The shift that leaves the sign, the exponent and ten bits of mantissa. */
    static final int FINEST_SHIFT = 42;

    /** The key of −∞. */
    static final long SMALLEST = of(Double.NEGATIVE_INFINITY);

    /** The key of +∞. */
    static final long LARGEST = of(Double.POSITIVE_INFINITY);

    /** No number has this key, because −0.0 counts as 0.0. */
    private static final long NEGATIVE_ZERO = -1;

    private NumberKey() {}

    /** The key of a number that is not NaN; −0.0 has the key of 0.0. */
    static long of(double value) {
        return flip(Double.doubleToLongBits(value + 0.0));
    }

    /** The smallest number of a bucket. */
    static double lowest(long bucket, int shift) {
        return value(Math.max(bucket << shift, SMALLEST));
    }

    /** The largest number of a bucket: its upper edge. */
    static double highest(long bucket, int shift) {
        long key = Math.min((bucket << shift) | ((1L << shift) - 1), LARGEST);
        return value(key == NEGATIVE_ZERO ? NEGATIVE_ZERO - 1 : key);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(flip(key));
    }

    private static long flip(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
