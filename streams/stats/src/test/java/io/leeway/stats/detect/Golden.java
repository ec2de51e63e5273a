/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.GoldenFile;
import java.util.Arrays;
import java.util.List;

/** Reads the golden files that {@code scripts/reference} writes. */
final class Golden {
    private Golden() {}

    /** The rows of a file without its header, split at commas. */
    static List<String[]> rows(String name) {
        return GoldenFile.rows(Golden.class, name);
    }

    /** The row that begins with a name. */
    static String[] row(String name, String first) {
        return rows(name).stream()
                .filter(row -> row[0].equals(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no " + first));
    }

    /** The numbers of a row from a column on. */
    static double[] numbers(String[] row, int from) {
        return Arrays.stream(row, from, row.length)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
