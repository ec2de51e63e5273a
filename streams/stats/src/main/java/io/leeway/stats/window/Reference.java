/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.sketch.PaneSummary;
import java.util.List;

/**
 * A reference as it was taken: the panes that windows are compared with.
 *
 * @param name {@code trailing} or {@code pinned}
 * @param entries the panes, oldest first, at least one
 */
public record Reference(String name, List<PaneEntry> entries) {

    /** Copies the list. */
    public Reference {
        entries = List.copyOf(entries);
    }

    /** Start of the oldest pane. */
    public long start() {
        return entries.get(0).start();
    }

    /** End of the newest pane. */
    public long end() {
        return entries.get(entries.size() - 1).end();
    }

    /** How many events the panes hold. */
    public long events() {
        return entries.stream().mapToLong(entry -> entry.summary().events()).sum();
    }

    /** Everything the panes have seen, merged. */
    public PaneSummary total() {
        PaneSummary total = entries.get(0).summary().copy();
        entries.subList(1, entries.size()).forEach(entry -> total.merge(entry.summary()));
        return total;
    }
}
