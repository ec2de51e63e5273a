/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the golden files that {@code scripts/reference} writes: two samples, a statistic and a p-value. */
record Golden(List<Double> x, List<Double> y, double statistic, double pValue) {

    static List<Golden> rows(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Golden(
                            numbers(cells[0]),
                            numbers(cells[1]),
                            Double.parseDouble(cells[2]),
                            Double.parseDouble(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static List<Double> numbers(String cell) {
        return Arrays.stream(cell.split(";", -1)).map(Double::valueOf).toList();
    }
}
