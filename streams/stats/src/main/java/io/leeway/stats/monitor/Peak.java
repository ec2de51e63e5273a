/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.PaneEntry;
import java.util.List;

/**
 * When a change was strongest: the shortest window that could be judged is moved back over the panes of the window that
 * decided, and compared by the same detector each time. Nothing has to be remembered for it.
 */
final class Peak {

    private final Baseline baseline;
    private final List<PaneEntry> panes;

    Peak(Baseline baseline, List<PaneEntry> panes) {
        this.baseline = baseline;
        this.panes = panes;
    }

    /**
     * End of the pane with the smallest p-value, the first of equal ones.
     *
     * @param strongest the comparison that decided
     * @param shortest a comparison over the shortest window
     * @param windowEnd end of both windows
     */
    long of(Tested strongest, Tested shortest, long windowEnd) {
        long length = windowEnd - shortest.windowStart();
        long at = windowEnd;
        double smallest = Double.POSITIVE_INFINITY;
        for (PaneEntry pane : panes) {
            long start = pane.end() - length;
            if (start >= strongest.windowStart()) {
                WindowRange range = new WindowRange(shortest.window(), start, pane.end());
                double logP = baseline.logP(strongest.key(), range);
                if (logP < smallest) {
                    smallest = logP;
                    at = pane.end();
                }
            }
        }
        return at;
    }
}
