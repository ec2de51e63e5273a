/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the golden files that {@code scripts/reference} writes. */
public final class GoldenFile {
    private GoldenFile() {}

    /** The rows of a file beside a class, without its header, split at commas. */
    public static List<String[]> rows(Class<?> neighbour, String name) {
        try (InputStream in = Objects.requireNonNull(neighbour.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The numbers of a cell, parted by blanks. */
    public static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
