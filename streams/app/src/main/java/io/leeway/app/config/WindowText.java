/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.window.WindowSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Windows as they are written in a configuration. */
public final class WindowText {

    private WindowText() {}

    /** {@code 20m} or <code>{events: 500, at-most: 6h}</code>. */
    public static String of(WindowSpec window) {
        String length = Durations.format(window.atMost());
        return window.events() == 0 ? length : "{events: " + window.events() + ", at-most: " + length + "}";
    }

    /** A list of them. */
    public static String of(List<WindowSpec> windows) {
        return windows.stream().map(WindowText::of).collect(Collectors.joining(", ", "[", "]"));
    }
}
