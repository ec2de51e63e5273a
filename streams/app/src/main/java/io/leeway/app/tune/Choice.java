/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.tune;

import io.leeway.app.config.Durations;
import io.leeway.app.config.WindowText;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Windows and a budget that are tried.
 *
 * @param windows the windows
 * @param expectedRunLength the budget
 */
record Choice(List<WindowSpec> windows, Duration expectedRunLength) {

    private static final int MOST_WINDOWS = 8;
    private static final int[] EVENTS = {100, 200, 400, 800};

    /** Factors of the time in which a change is to be seen; windows about as long see it best. */
    private static final double[] COARSE = {.25, .5, 1, 2, 4};

    private static final double[] FINE = {.125, .25, .5, .75, 1, 1.5, 2.5, 4};

    /** What the settings say already. */
    static Choice of(MonitorSettings settings) {
        return new Choice(settings.windows(), settings.expectedRunLength());
    }

    /**
     * The choices for a goal, the simplest first: the current windows, the default ones, windows about the time in which the
     * change is to be seen, and windows that wait for a number of events; each with the budget of the goal, and with a stricter
     * one in case the history shows more false alarms than were promised.
     */
    static List<Choice> all(MonitorSettings current, Goal goal) {
        Set<List<WindowSpec>> windows = new LinkedHashSet<>();
        windows.add(current.windows());
        windows.add(MonitorSettings.DEFAULTS.windows());
        windows.add(scaled(current.pane(), goal.within(), COARSE));
        windows.add(scaled(current.pane(), goal.within(), FINE));
        windows.add(fine(MonitorSettings.DEFAULTS.windows()));
        windows.add(counted(goal.within()));
        List<Choice> choices = new ArrayList<>();
        for (int stricter : new int[] {1, 3}) {
            windows.forEach(set -> choices.add(new Choice(set, goal.runLength().multipliedBy(stricter))));
        }
        return choices;
    }

    private static List<WindowSpec> scaled(Duration pane, Duration within, double[] factors) {
        List<WindowSpec> windows = new ArrayList<>();
        for (double factor : factors) {
            long panes = Math.max(2, Math.round(factor * within.toMillis() / pane.toMillis()));
            WindowSpec window = WindowSpec.ofDuration(pane.multipliedBy(panes));
            if (!windows.contains(window)) {
                windows.add(window);
            }
        }
        return List.copyOf(windows);
    }

    /** With one more between any two, as far as a configuration takes them. */
    private static List<WindowSpec> fine(List<WindowSpec> windows) {
        List<WindowSpec> all = new ArrayList<>();
        for (WindowSpec window : windows) {
            if (!all.isEmpty() && windows.size() + all.size() / 2 < MOST_WINDOWS) {
                Duration before = all.get(all.size() - 1).atMost();
                Duration middle = before.plus(window.atMost()).dividedBy(2);
                all.add(WindowSpec.ofDuration(Duration.ofMinutes(middle.toMinutes())));
            }
            all.add(window);
        }
        return List.copyOf(all);
    }

    private static List<WindowSpec> counted(Duration within) {
        Duration most = within.multipliedBy(4);
        return Arrays.stream(EVENTS)
                .mapToObj(events -> WindowSpec.ofEvents(events, most))
                .toList();
    }

    /** The settings with these windows and this budget. */
    MonitorSettings in(MonitorSettings settings) {
        return new MonitorSettings(
                settings.pane(),
                settings.grace(),
                windows,
                settings.references(),
                expectedRunLength,
                settings.features(),
                settings.limits(),
                settings.effectGates());
    }

    String describe() {
        return "windows " + WindowText.of(windows) + ", expected-run-length " + Durations.format(expectedRunLength);
    }
}
