/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.stats.window.PaneEntry;
import java.util.List;

/**
 * A pane of one stream to which nothing will be added any more.
 *
 * @param entry the pane, merged over all input partitions
 * @param closedBy what ended it
 * @param sources the partitions that had events in it, sorted
 */
public record ClosedPane(PaneEntry entry, ClosedBy closedBy, List<SourcePartition> sources) {

    /** What ends a pane. */
    public enum ClosedBy {
        /** The stream's event time passed its end and the grace. */
        TIME,
        /** No event came for the idle timeout, and every input partition was read to its end. */
        IDLE
    }

    /** Copies the list. */
    public ClosedPane {
        sources = List.copyOf(sources);
    }
}
