/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Everything an operator decides about the monitoring of one agent.
 *
 * @param pane length of a pane, in event time
 * @param grace how long after its end a pane still accepts late events, in event time
 * @param windows the windows that are compared; kept shortest first, whatever their order was
 * @param references what they are compared with
 * @param expectedRunLength the false-alarm budget: mean event time between false alarms per agent
 * @param features which features of an event are monitored
 */
public record MonitorSettings(
        Duration pane,
        Duration grace,
        List<WindowSpec> windows,
        List<ReferenceSpec> references,
        Duration expectedRunLength,
        Features features) {

    private static final Comparator<WindowSpec> SHORTEST_FIRST =
            Comparator.comparing(WindowSpec::atMost).thenComparing(WindowSpec::events);

    /** The settings when the operator says nothing. */
    public static final MonitorSettings DEFAULTS = new MonitorSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            List.of(
                    WindowSpec.ofDuration(Duration.ofMinutes(20)),
                    WindowSpec.ofDuration(Duration.ofHours(1)),
                    WindowSpec.ofDuration(Duration.ofHours(6))),
            List.of(new ReferenceSpec.Trailing(Duration.ofDays(7), Duration.ofHours(2))),
            Duration.ofDays(30),
            new Features(true, true, true));

    /** Copies and sorts the lists, so that settings never change once made. */
    public MonitorSettings {
        windows = windows.stream().sorted(SHORTEST_FIRST).toList();
        references = List.copyOf(references);
    }

    /**
     * Which kinds of features are monitored.
     *
     * @param text the embedding of the event's text
     * @param numbers every number the events carry
     * @param categories every category the events carry
     */
    public record Features(boolean text, boolean numbers, boolean categories) {}
}
