/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Closed panes of random events, some with texts. */
final class ClosedPanes {

    static final KernelFeatureMap MAP = map("model");
    static final KernelFeatureMap OTHER_MAP = map("other");

    private static final int EVENTS = 4;

    private ClosedPanes() {}

    private static KernelFeatureMap map(String model) {
        return new KernelFeatureMap(new FeatureMapId(model, "canary", 2, 4, 1.0, 1, FeatureMapId.CURRENT_VERSION));
    }

    /** A pane with one to four events, a fourth of such panes without any text. */
    static ClosedPane of(long start, long length, KernelFeatureMap map, SummaryLimits limits, SplittableRandom random) {
        return of(start, length, map, limits, random.nextInt(4) > 0, random);
    }

    /** A pane of a minute in which every event has a text. */
    static ClosedPane withTexts(long start, KernelFeatureMap map, SplittableRandom random) {
        return of(start, 60_000, map, SummaryLimits.DEFAULTS, true, random);
    }

    private static ClosedPane of(
            long start,
            long length,
            KernelFeatureMap map,
            SummaryLimits limits,
            boolean text,
            SplittableRandom random) {
        PaneSummary summary = new PaneSummary(limits);
        int events = 1 + random.nextInt(EVENTS);
        for (int i = 0; i < events; i++) {
            double angle = random.nextDouble();
            summary.add(
                    new Observation(
                            start + "-" + i,
                            null,
                            null,
                            start + random.nextLong(length),
                            text ? TextState.PRESENT : TextState.MISSING,
                            text ? new float[] {(float) Math.cos(angle), (float) Math.sin(angle)} : null,
                            new TreeMap<>(Map.of("x", random.nextDouble())),
                            new TreeMap<>(Map.of("c", "v" + random.nextInt(3))),
                            null,
                            text ? "a secret text" : null),
                    map);
        }
        return new ClosedPane(
                new PaneEntry(start, start + length, summary),
                ClosedPane.ClosedBy.TIME,
                List.of(new SourcePartition("in-" + random.nextInt(2), 0)));
    }
}
