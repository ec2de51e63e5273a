/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Panes of a minute whose only content is their own number, so that what was merged can be told. */
final class Panes {

    static final long PANE = 60_000;

    private Panes() {}

    static PaneEntry pane(long index) {
        return pane(index, 10);
    }

    static PaneEntry pane(long index, int events) {
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < events; i++) {
            summary.add(
                    new Observation(
                            index + "-" + i,
                            null,
                            null,
                            index * PANE,
                            TextState.MISSING,
                            null,
                            new TreeMap<>(Map.of("pane", (double) index)),
                            new TreeMap<>()),
                    null);
        }
        return new PaneEntry(index * PANE, (index + 1) * PANE, summary);
    }

    /** From when to when entries reach, in panes. */
    static List<List<Long>> spans(List<PaneEntry> entries) {
        return entries.stream()
                .map(entry -> List.of(entry.start() / PANE, entry.end() / PANE))
                .toList();
    }

    static long events(List<PaneEntry> entries) {
        return entries.stream().mapToLong(entry -> entry.summary().events()).sum();
    }

    static MonitorSettings settings(Duration longestWindow, ReferenceSpec... references) {
        MonitorSettings defaults = MonitorSettings.DEFAULTS;
        return new MonitorSettings(
                defaults.pane(),
                defaults.grace(),
                List.of(WindowSpec.ofDuration(longestWindow)),
                List.of(references),
                defaults.expectedRunLength(),
                defaults.features());
    }
}
