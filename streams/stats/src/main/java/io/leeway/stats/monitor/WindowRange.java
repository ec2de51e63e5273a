/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.References;
import io.leeway.stats.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The panes a window consists of just now.
 *
 * @param index position of the window among the compared ones
 * @param start start of its oldest pane
 * @param end end of the newest pane
 */
record WindowRange(int index, long start, long end) {

    private static final String NONE = new ReferenceSpec.None().name();

    /**
     * The ranges of all windows that hold more than the next shorter one.
     *
     * @param specs the configured windows
     * @param panes the kept panes, oldest first, at least one
     * @param clip windows do not reach back before this time
     */
    static List<WindowRange> of(List<WindowSpec> specs, List<PaneEntry> panes, long clip) {
        List<WindowRange> ranges = new ArrayList<>(specs.size());
        long end = panes.get(panes.size() - 1).end();
        for (int i = 0; i < specs.size(); i++) {
            long start = start(specs.get(i), panes, end, clip);
            boolean same = ranges.stream().anyMatch(range -> range.start() == start);
            if (start < end && !same) {
                ranges.add(new WindowRange(i, start, end));
            }
        }
        return ranges;
    }

    /**
     * The ranges of the windows that are compared with a reference: some with none only, the others with all but none. Those
     * compared with a pinned reference begin where it ends.
     */
    static List<WindowRange> of(MonitorSettings settings, Reference reference, List<PaneEntry> panes, long clip) {
        List<WindowSpec> configured = settings.windows();
        if (reference.name().equals(References.PINNED)) {
            return of(configured, panes, Math.max(clip, reference.end()));
        }
        if (!reference.name().equals(NONE)) {
            return of(configured, panes, clip);
        }
        List<WindowSpec> all = settings.comparedWindows();
        return of(all.subList(configured.size(), all.size()), panes, clip).stream()
                .map(range -> new WindowRange(configured.size() + range.index, range.start, range.end))
                .toList();
    }

    private static long start(WindowSpec spec, List<PaneEntry> panes, long end, long clip) {
        long earliest = Math.max(end - spec.atMost().toMillis(), clip);
        long start = end;
        long events = 0;
        for (int i = panes.size() - 1; i >= 0 && panes.get(i).start() >= earliest; i--) {
            start = panes.get(i).start();
            events += panes.get(i).summary().events();
            if (spec.events() > 0 && events >= spec.events()) {
                break;
            }
        }
        return start;
    }
}
