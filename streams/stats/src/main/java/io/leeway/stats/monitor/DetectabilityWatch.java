/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.References;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to work out how soon a change would be seen, and what came of it last.
 *
 * <p>At the first pane of an hour, if a reference has been calibrated anew since or another day (UTC) has begun, and no incident is
 * open: what drifts already says little about what would come next. Windows must have filled since the pinned reference was taken
 * and since the last incident. What is known stays until then. All of that is a function of the panes and of {@link #state()}.
 */
final class DetectabilityWatch {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final MonitorSettings settings;
    private final KernelFeatureMap map;
    private final Thresholds bounds;
    private DetectabilityState state;
    private boolean asked = true;

    DetectabilityWatch(MonitorSettings settings, KernelFeatureMap map, Thresholds bounds, DetectabilityState state) {
        this.settings = settings;
        this.map = map;
        this.bounds = bounds;
        this.state = state;
    }

    /** Nobody asks. */
    void off() {
        asked = false;
    }

    DetectabilityState state() {
        return state;
    }

    /** A reference was calibrated anew. */
    void calibrated() {
        state = new DetectabilityState(state.hour(), true, state.last());
    }

    /** Nothing kept can be compared any more. */
    void forget() {
        state = DetectabilityState.INITIAL;
    }

    /**
     * What is known after a pane.
     *
     * @param baselines the calibrated references
     * @param references the kept panes; the newest is the one
     * @param clip windows do not reach back before this time
     * @param drifting whether an incident is open
     */
    Optional<Detectability> after(List<Baseline> baselines, References references, long clip, boolean drifting) {
        if (!asked) {
            return Optional.empty();
        }
        List<PaneEntry> panes = references.panes();
        PaneEntry newest = panes.get(panes.size() - 1);
        long hour = Math.floorDiv(newest.start(), HOUR);
        if (hour > state.hour()) {
            boolean otherDay = state.last()
                    .filter(last -> Math.floorDiv(last.at() - 1, DAY) < Math.floorDiv(newest.start(), DAY))
                    .isPresent();
            boolean due = state.due() || otherDay;
            long reach = newest.end() - settings.longestWindow().toMillis();
            List<Baseline> filled = baselines.stream()
                    .filter(baseline -> !baseline.reference().name().equals(References.PINNED)
                            || baseline.reference().end() <= reach)
                    .toList();
            boolean probed = due && !drifting && clip <= reach && !filled.isEmpty();
            state = new DetectabilityState(
                    hour, due && !probed, probed ? probe(filled, references, clip) : state.last());
        }
        return state.last();
    }

    private Optional<Detectability> probe(List<Baseline> baselines, References references, long clip) {
        DetectabilityProbe probe = new DetectabilityProbe(
                settings,
                baselines,
                references.panes(),
                clip,
                (baseline, results) -> bounds.of(baseline, results, references.wanted()));
        return baselines.stream()
                .map(baseline -> TopicChange.of(baseline, map))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> baselines.stream()
                        .map(ValueChange::of)
                        .flatMap(Optional::stream)
                        .findFirst())
                .map(probe::of);
    }
}
