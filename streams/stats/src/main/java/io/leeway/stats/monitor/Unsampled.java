/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.window.PaneEntry;
import java.util.Arrays;
import java.util.List;

/**
 * Which stretches of a reference were kept without the samples of some of their panes. What is judged by samples shows less
 * there than it will in windows that have them all.
 */
final class Unsampled {

    private final long[] starts;
    private final int[] before;

    /** Of panes, oldest first. */
    Unsampled(List<PaneEntry> panes) {
        this.starts = panes.stream().mapToLong(PaneEntry::start).toArray();
        this.before = new int[starts.length + 1];
        for (int i = 0; i < starts.length; i++) {
            PaneEntry pane = panes.get(i);
            boolean thinned =
                    pane.summary().events() > 0 && pane.summary().exemplars().isEmpty();
            before[i + 1] = before[i] + (thinned ? 1 : 0);
        }
    }

    /** Whether some pane that starts in the window has no sample. */
    boolean any(WindowRange window) {
        return before[index(window.end())] > before[index(window.start())];
    }

    /** How many panes start before a time. */
    private int index(long time) {
        int found = Arrays.binarySearch(starts, time);
        return found >= 0 ? found : -found - 1;
    }
}
