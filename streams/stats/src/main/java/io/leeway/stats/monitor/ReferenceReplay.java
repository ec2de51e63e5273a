/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.References;
import io.leeway.stats.window.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Judges each pane of the pinned reference as if it had been the newest, so that the detectors' maxima are known from the
 * first day on. Possible as long as the reference is kept pane by pane, which is until it is taken.
 *
 * <p>Some panes are kept without their samples. What is judged by samples shows less there than it will in windows that
 * have them all, so it is not recorded there.
 */
final class ReferenceReplay {

    private final Baseline pinned;
    private final List<PaneEntry> panes;
    private final long[] starts;
    private final int[] unsampledBefore;

    /** Of panes, oldest first. */
    ReferenceReplay(Baseline pinned, List<PaneEntry> panes) {
        this.pinned = pinned;
        this.panes = panes;
        this.starts = panes.stream().mapToLong(PaneEntry::start).toArray();
        this.unsampledBefore = new int[starts.length + 1];
        for (int i = 0; i < starts.length; i++) {
            PaneEntry pane = panes.get(i);
            boolean unsampled =
                    pane.summary().events() > 0 && pane.summary().exemplars().isEmpty();
            unsampledBefore[i + 1] = unsampledBefore[i] + (unsampled ? 1 : 0);
        }
    }

    void record(List<WindowSpec> windows, RunLengths runLengths) {
        Map<String, CounterSeries> fine = pinned.series(panes);
        for (int i = 0; i < panes.size(); i++) {
            List<Compared> results = new ArrayList<>();
            for (WindowRange window : WindowRange.of(windows, panes.subList(0, i + 1), FamilyState.NEVER)) {
                boolean sampled = sampled(window);
                pinned.compareInside(window, fine).stream()
                        .filter(result -> sampled || !result.key().detector().sampled())
                        .forEach(results::add);
            }
            runLengths.record(References.PINNED, results, panes.get(i).end(), Integer.MAX_VALUE);
        }
    }

    /** Whether all panes that start in the window have a sample. */
    private boolean sampled(WindowRange window) {
        return unsampledBefore[index(window.end())] == unsampledBefore[index(window.start())];
    }

    /** How many panes start before a time. */
    private int index(long time) {
        int found = Arrays.binarySearch(starts, time);
        return found >= 0 ? found : -found - 1;
    }
}
