/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/** Argument rules shared by the tests of this package; every message names the value and the rule. */
final class Require {
    private Require() {}

    static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be finite");
        }
        return value;
    }

    static void finite(float[] values, String name) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                finite(value, name);
            }
        }
    }

    static double atLeast(double value, double bound, String name) {
        finite(value, name);
        if (value < bound) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least " + bound);
        }
        return value;
    }

    static int atLeast(int value, int bound, String name) {
        if (value < bound) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least " + bound);
        }
        return value;
    }

    static void sameLength(int actual, int expected, String name) {
        if (actual != expected) {
            throw new IllegalArgumentException(name + " is " + actual + " but must be " + expected);
        }
    }

    /** Checks P rows of sums of one finite dimension against P finite, non-negative counts. */
    static void sumsAndCounts(double[][] sums, double[] counts) {
        sameLength(counts.length, sums.length, "number of counts");
        for (int i = 0; i < sums.length; i++) {
            // Names are put together only where something is wrong: this runs over every reference.
            if (sums[i].length != sums[0].length) {
                sameLength(sums[i].length, sums[0].length, "dimension of entry " + i);
            }
            if (!(counts[i] >= 0 && counts[i] <= Double.MAX_VALUE)) {
                atLeast(counts[i], 0, "count of entry " + i);
            }
            for (double value : sums[i]) {
                if (!Double.isFinite(value)) {
                    finite(value, "sum of entry " + i);
                }
            }
        }
    }
}
