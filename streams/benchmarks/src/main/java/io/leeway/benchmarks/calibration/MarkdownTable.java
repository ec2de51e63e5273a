/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(String... header) {
        columns = header.length;
        row((Object[]) header);
        lines.add("|" + "---|".repeat(columns));
    }

    /** Adds a row; numbers are written with {@link #number}. */
    void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells do not fit " + columns + " columns");
        }
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            String text = cell instanceof Double value ? number(value) : String.valueOf(cell);
            line.append(' ').append(text.replace("|", "\\|")).append(" |");
        }
        lines.add(line.toString());
    }

    /** Three significant digits or so; a sign for what is infinite. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        String format = size >= 100 || value == 0 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
