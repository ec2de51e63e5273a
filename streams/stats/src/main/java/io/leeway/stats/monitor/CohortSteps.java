/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.List;

/**
 * The steps in which cohorts are compared.
 *
 * <p>A step is about as long as the shortest window, in whole panes, from {@value #SHORTEST_MINUTES} to {@value
 * #LONGEST_MINUTES} minutes: conversations last minutes, and how far payoffs of neighbouring steps depend on each other is
 * measured over a few steps only. What bets learn from are the configured windows, in steps.
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record CohortSteps(long length, int[] stretches, List<Long> windows) {

    private static final int SHORTEST_MINUTES = 5;
    private static final int LONGEST_MINUTES = 30;
    private static final int MOST_STEPS = 64;

    static CohortSteps of(MonitorSettings settings) {
        long pane = settings.pane().toMillis();
        List<Long> windows = settings.windows().stream()
                .map(WindowSpec::atMost)
                .map(Duration::toMillis)
                .toList();
        long wanted = Math.min(
                Duration.ofMinutes(LONGEST_MINUTES).toMillis(),
                Math.max(Duration.ofMinutes(SHORTEST_MINUTES).toMillis(), windows.get(0)));
        long length = Math.max(1, wanted / pane) * pane;
        int[] stretches = windows.stream()
                .mapToInt(window -> (int) Math.min(MOST_STEPS, Math.max(1, window / length)))
                .distinct()
                .sorted()
                .toArray();
        return new CohortSteps(length, stretches, windows);
    }

    /** Steps of the longest window. */
    int longest() {
        return Math.max(CohortMonitor.FIRST_BET / 3, stretches[stretches.length - 1]);
    }

    /** Position of the shortest configured window that holds so many steps, or of the longest. */
    int window(int steps) {
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i) >= steps * length) {
                return i;
            }
        }
        return windows.size() - 1;
    }

    /** Tells steps apart with which evidence cannot be carried on; the same on every machine, so it may be stored. */
    int identity() {
        int identity = Long.hashCode(length);
        for (int stretch : stretches) {
            identity = 31 * identity + stretch;
        }
        return identity;
    }
}
