/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.detect.JointMap.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random tables of dependent features. A table may have one feature whose values keep their distribution but no longer
 * depend on the others, or one number that moved.
 */
final class Tables {
    private static final int NUMBERS = 6;
    private static final int CATEGORIES = 4;

    private final Random random;

    Tables(long seed) {
        this.random = new Random(seed);
    }

    enum Change {
        NONE,
        NUMBER_INDEPENDENT,
        CATEGORY_INDEPENDENT,
        NUMBER_MOVED
    }

    /** Six skewed numbers and four categories, half of the variance of each from a factor they share. */
    List<Row> mixed(int size, Change change) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double common = random.nextGaussian();
            TreeMap<String, Double> numbers = new TreeMap<>();
            for (int k = 0; k < NUMBERS; k++) {
                double value = mix(k == 0 && change == Change.NUMBER_INDEPENDENT ? random.nextGaussian() : common);
                double moved = k == 0 && change == Change.NUMBER_MOVED ? value + 0.3 : value;
                if (k != 5 || random.nextDouble() > 0.1) {
                    numbers.put("n" + k, k == 4 ? StrictMath.floor(StrictMath.exp(moved)) : moved);
                }
            }
            TreeMap<String, String> categories = new TreeMap<>();
            for (int k = 0; k < CATEGORIES; k++) {
                double value = mix(k == 0 && change == Change.CATEGORY_INDEPENDENT ? random.nextGaussian() : common);
                categories.put("c" + k, "v" + (int) StrictMath.floor(StrictMath.max(-2, value)));
            }
            rows.add(new Row(numbers, categories));
        }
        return rows;
    }

    /** A category that tells whether two independent numbers have the same sign: every pair of features is independent. */
    List<Row> threefold(int size, boolean independent) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            boolean same = independent ? random.nextBoolean() : x * y > 0;
            TreeMap<String, Double> numbers = new TreeMap<>();
            numbers.put("x", x);
            numbers.put("y", y);
            TreeMap<String, String> categories = new TreeMap<>();
            categories.put("same", Boolean.toString(same));
            rows.add(new Row(numbers, categories));
        }
        return rows;
    }

    private double mix(double common) {
        return StrictMath.sqrt(0.5) * (common + random.nextGaussian());
    }
}
