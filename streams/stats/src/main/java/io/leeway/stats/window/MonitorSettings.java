/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.decide.DetectorKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything an operator decides about the monitoring of one agent.
 *
 * @param pane length of a pane, in event time
 * @param grace how long after its end a pane still accepts late events, in event time
 * @param windows the windows that are compared; kept shortest first, whatever their order was
 * @param references what they are compared with
 * @param expectedRunLength the false-alarm budget: mean event time between false alarms per agent
 * @param features which features of an event are monitored
 * @param limits bounds that features must keep, whatever the reference
 * @param effectGates the smallest effects that may raise an alert, by detector or family, where they are not the usual ones
 */
public record MonitorSettings(
        Duration pane,
        Duration grace,
        List<WindowSpec> windows,
        List<ReferenceSpec> references,
        Duration expectedRunLength,
        Features features,
        List<LimitSpec> limits,
        SortedMap<String, Double> effectGates) {

    private static final Comparator<WindowSpec> SHORTEST_FIRST =
            Comparator.comparing(WindowSpec::atMost).thenComparing(WindowSpec::events);

    /** The settings when the operator says nothing. */
    public static final MonitorSettings DEFAULTS = new MonitorSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            List.of(
                    WindowSpec.ofDuration(Duration.ofMinutes(5)),
                    WindowSpec.ofDuration(Duration.ofMinutes(20)),
                    WindowSpec.ofDuration(Duration.ofMinutes(50)),
                    WindowSpec.ofDuration(Duration.ofMinutes(100)),
                    WindowSpec.ofDuration(Duration.ofMinutes(200))),
            List.of(new ReferenceSpec.Trailing(Duration.ofDays(7), Duration.ofHours(2))),
            Duration.ofDays(30),
            new Features(true, true, true));

    /** Settings without limits, and with the detectors' own gates. */
    public MonitorSettings(
            Duration pane,
            Duration grace,
            List<WindowSpec> windows,
            List<ReferenceSpec> references,
            Duration expectedRunLength,
            Features features) {
        this(pane, grace, windows, references, expectedRunLength, features, List.of(), Collections.emptySortedMap());
    }

    /** The same settings with these limits. */
    public MonitorSettings withLimits(List<LimitSpec> others) {
        return new MonitorSettings(pane, grace, windows, references, expectedRunLength, features, others, effectGates);
    }

    /** The same settings with these gates. */
    public MonitorSettings withEffectGates(SortedMap<String, Double> others) {
        return new MonitorSettings(pane, grace, windows, references, expectedRunLength, features, limits, others);
    }

    /** Tells sets of compared windows apart; the same on every machine, so it may be stored. */
    public int windowsIdentity() {
        int identity = 1;
        for (WindowSpec window : comparedWindows()) {
            identity = 31 * identity + window.events();
            identity = 31 * identity + Long.hashCode(window.atMost().toMillis());
        }
        return identity;
    }

    /** Copies and sorts the lists, so that settings never change once made. */
    public MonitorSettings {
        windows = windows.stream().sorted(SHORTEST_FIRST).toList();
        references = List.copyOf(references);
        limits = List.copyOf(limits);
        effectGates = Collections.unmodifiableSortedMap(new TreeMap<>(effectGates));
    }

    /**
     * All windows that are compared, by position: the configured ones, and after them those that only the reference
     * {@link ReferenceSpec.None} is compared with.
     */
    public List<WindowSpec> comparedWindows() {
        if (references.stream().noneMatch(ReferenceSpec.None.class::isInstance)) {
            return windows;
        }
        List<WindowSpec> all = new ArrayList<>(windows);
        all.addAll(ReferenceSpec.None.windows(pane));
        return List.copyOf(all);
    }

    /** How far back any window reaches, at most. */
    public Duration longestWindow() {
        return comparedWindows().stream()
                .map(WindowSpec::atMost)
                .max(Comparator.naturalOrder())
                .orElse(pane);
    }

    /**
     * Which kinds of features are monitored.
     *
     * @param text the embedding of the event's text
     * @param numbers every number the events carry
     * @param categories every category the events carry
     */
    public record Features(boolean text, boolean numbers, boolean categories) {

        /** Whether a feature, by its name in a {@link DetectorKey}, is monitored. */
        public boolean includes(String feature) {
            if (feature.equals(DetectorKey.JOINT)) {
                return numbers || categories;
            }
            if (feature.startsWith(DetectorKey.NUMBER)) {
                return numbers;
            }
            return feature.startsWith(DetectorKey.CATEGORY) ? categories : text;
        }
    }
}
