/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

/** Argument rules of this package; every message names the value and the rule. */
final class Require {
    /** 2⁵³: up to here every count is a double. */
    private static final double LARGEST_TOTAL = 0x1p53;

    private Require() {}

    static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + " but must be finite");
        }
        return value;
    }

    static double count(double value, String name) {
        if (finite(value, name) < 0) {
            throw new IllegalArgumentException(name + " is " + value + " but must not be negative");
        }
        return value;
    }

    static void total(double value, String name) {
        if (value > LARGEST_TOTAL) {
            throw new IllegalArgumentException(
                    "total " + name + " count is " + value + " but must be at most " + LARGEST_TOTAL);
        }
    }

    static double positive(double value, String name) {
        if (finite(value, name) <= 0) {
            throw new IllegalArgumentException(name + " is " + value + " but must be positive");
        }
        return value;
    }

    static void sameLength(int actual, int expected, String name) {
        if (actual != expected) {
            throw new IllegalArgumentException(name + " is " + actual + " but must be " + expected);
        }
    }
}
