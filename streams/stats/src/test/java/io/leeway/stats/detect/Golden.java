/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the golden files that {@code scripts/reference} writes. */
final class Golden {
    private Golden() {}

    /** The rows of a file without its header, split at commas. */
    static List<String[]> rows(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
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
