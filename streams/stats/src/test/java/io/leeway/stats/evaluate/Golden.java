/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import io.leeway.stats.GoldenFile;
import java.util.Arrays;
import java.util.List;

/** Reads the golden files that {@code scripts/reference} writes: two samples, a statistic and a p-value. */
record Golden(List<Double> x, List<Double> y, double statistic, double pValue) {

    static List<Golden> rows(String name) {
        return GoldenFile.rows(Golden.class, name).stream()
                .map(cells -> new Golden(
                        numbers(cells[0]),
                        numbers(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3])))
                .toList();
    }

    private static List<Double> numbers(String cell) {
        return Arrays.stream(cell.split(";", -1)).map(Double::valueOf).toList();
    }
}
