/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.MonitorSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Small panes for the tests of this package. */
final class PaneFixtures {

    static final long PANE = 60_000;
    static final long GRACE = 30_000;
    static final MonitorSettings SETTINGS = new MonitorSettings(
            Duration.ofMillis(PANE),
            Duration.ofMillis(GRACE),
            MonitorSettings.DEFAULTS.windows(),
            MonitorSettings.DEFAULTS.references(),
            MonitorSettings.DEFAULTS.expectedRunLength(),
            MonitorSettings.DEFAULTS.features());
    static final KernelFeatureMap MAP = map("model");
    static final KernelFeatureMap OTHER_MAP = map("other");

    private PaneFixtures() {}

    private static KernelFeatureMap map(String model) {
        return new KernelFeatureMap(new FeatureMapId(model, "canary", 2, 4, 1.0, 1, FeatureMapId.CURRENT_VERSION));
    }

    /** An event with a vector, a number and a category that follow from its id. */
    static Observation observation(String id, long time) {
        double angle = id.hashCode();
        return new Observation(
                id,
                null,
                null,
                time,
                TextState.PRESENT,
                new float[] {(float) Math.cos(angle), (float) Math.sin(angle)},
                new TreeMap<>(Map.of("x", (double) (id.hashCode() % 100))),
                new TreeMap<>(Map.of("c", "v" + Math.floorMod(id.hashCode(), 3))));
    }

    /** An event without a text. */
    static Observation withoutText(String id, long time) {
        return new Observation(
                id,
                null,
                null,
                time,
                TextState.MISSING,
                null,
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    static PaneSummary summary(KernelFeatureMap map, Observation... events) {
        PaneSummary summary = new PaneSummary();
        for (Observation event : events) {
            summary.add(event, map);
        }
        return summary;
    }
}
