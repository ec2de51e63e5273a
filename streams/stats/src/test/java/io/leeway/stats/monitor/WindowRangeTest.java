/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowRangeTest {

    private static final WindowSpec TEN = WindowSpec.ofDuration(Duration.ofMinutes(10));
    private static final WindowSpec SIXTY = WindowSpec.ofDuration(Duration.ofMinutes(60));

    @Test
    void shouldReachBackByDuration() {
        List<PaneEntry> panes = panes(LongStream.range(0, 100));

        assertThat(ranges(List.of(TEN, SIXTY), panes)).containsExactly(range(0, 90, 100), range(1, 40, 100));
    }

    @Test
    void shouldLeaveOutAWindowThatHoldsNoMoreThanAShorterOne() {
        List<PaneEntry> panes = panes(LongStream.range(95, 100));

        assertThat(ranges(List.of(TEN, SIXTY), panes)).containsExactly(range(0, 95, 100));
    }

    @Test
    void shouldBeginAtAPaneWhenPanesAreMissing() {
        List<PaneEntry> panes = panes(LongStream.of(5, 50, 85, 93, 99));

        assertThat(ranges(List.of(TEN, SIXTY), panes)).containsExactly(range(0, 93, 100), range(1, 50, 100));
    }

    @Test
    void shouldReachBackByEventsButNoFurtherThanAllowed() {
        List<PaneEntry> panes = panes(LongStream.range(0, 100));
        WindowSpec fewer = WindowSpec.ofEvents(7, Duration.ofMinutes(60));
        WindowSpec more = WindowSpec.ofEvents(1_000, Duration.ofMinutes(60));

        assertThat(ranges(List.of(fewer, more), panes))
                .as("two events a pane")
                .containsExactly(range(0, 96, 100), range(1, 40, 100));
    }

    @Test
    void shouldNotReachBackBeforeTheClip() {
        List<PaneEntry> panes = panes(LongStream.range(0, 100));

        assertThat(WindowRange.of(List.of(TEN, SIXTY), panes, Traffic.start(70)))
                .containsExactly(range(0, 90, 100), range(1, 70, 100));
        assertThat(WindowRange.of(List.of(TEN, SIXTY), panes, Traffic.start(95)))
                .containsExactly(range(0, 95, 100));
        assertThat(WindowRange.of(List.of(TEN, SIXTY), panes, Traffic.start(100)))
                .isEmpty();
    }

    private static List<WindowRange> ranges(List<WindowSpec> specs, List<PaneEntry> panes) {
        return WindowRange.of(specs, panes, FamilyState.NEVER);
    }

    private static WindowRange range(int index, long start, long end) {
        return new WindowRange(index, Traffic.start(start), Traffic.start(end));
    }

    private static List<PaneEntry> panes(LongStream indices) {
        return indices.mapToObj(index -> {
                    PaneSummary summary = new PaneSummary();
                    for (int i = 0; i < 2; i++) {
                        summary.add(
                                new Observation(
                                        index + "-" + i,
                                        null,
                                        null,
                                        Traffic.start(index),
                                        TextState.MISSING,
                                        null,
                                        new TreeMap<>(),
                                        new TreeMap<>()),
                                null);
                    }
                    return new PaneEntry(Traffic.start(index), Traffic.start(index + 1), summary);
                })
                .toList();
    }
}
