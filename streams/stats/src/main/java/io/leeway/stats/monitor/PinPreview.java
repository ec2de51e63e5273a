/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.References;
import io.leeway.stats.window.Span;
import java.util.List;

/**
 * What a pinned reference of some panes would be.
 *
 * @param panes panes there are
 * @param events events in them
 * @param enough whether they are enough for a reference
 * @param leftOut stretches that would be left out because they are unlike the rest, in order of time
 */
public record PinPreview(int panes, long events, boolean enough, List<Span> leftOut) {

    /** Copies the list. */
    public PinPreview {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks at panes as the monitor does when they become the pinned reference.
     *
     * @param settings the agent's settings
     * @param map the feature map of texts
     * @param panes the panes, oldest first
     */
    public static PinPreview of(MonitorSettings settings, KernelFeatureMap map, List<PaneEntry> panes) {
        long events = panes.stream().mapToLong(pane -> pane.summary().events()).sum();
        if (!References.enough(panes)) {
            return new PinPreview(panes.size(), events, false, List.of());
        }
        Reference whole = new Reference(References.PINNED, panes);
        List<Span> incidents = Screening.incidents(whole, Baseline.features(whole, settings.features(), map));
        List<PaneEntry> kept = panes.stream()
                .filter(pane -> incidents.stream().noneMatch(span -> span.overlaps(new Span(pane.start(), pane.end()))))
                .toList();
        return new PinPreview(panes.size(), events, true, References.enough(kept) ? incidents : List.of());
    }
}
