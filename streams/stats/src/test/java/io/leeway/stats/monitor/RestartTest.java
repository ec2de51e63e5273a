/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.ReferenceState;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A monitor rebuilt from what was kept says bit for bit what the one it replaces would have said. */
class RestartTest {

    private static final List<WindowSpec> WINDOWS = List.of(
            WindowSpec.ofDuration(Duration.ofMinutes(10)),
            WindowSpec.ofEvents(300, Duration.ofMinutes(50)),
            WindowSpec.ofDuration(Duration.ofMinutes(90)));
    private static final MonitorSettings BOTH = Monitored.settings(
            WINDOWS,
            new ReferenceSpec.Trailing(Duration.ofHours(14), Duration.ofMinutes(20)),
            new ReferenceSpec.PinnedFirst(Duration.ofMinutes(150)));
    private static final MonitorSettings PINNED =
            Monitored.settings(WINDOWS, new ReferenceSpec.PinnedFirst(Duration.ofMinutes(200)));
    private static final MonitorSettings TRAILING =
            Monitored.settings(WINDOWS, new ReferenceSpec.Trailing(Duration.ofHours(14), Duration.ofMinutes(20)));

    private final Map<Transition, Integer> transitions = new EnumMap<>(Transition.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGoOnWithTrailingAndPinnedReference(long seed) {
        shouldGoOn(BOTH, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 4)
    void shouldGoOnWithTrailingReference(long seed) {
        shouldGoOn(TRAILING, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 6)
    void shouldGoOnWithPinnedReference(long seed) {
        shouldGoOn(PINNED, seed);
    }

    private void shouldGoOn(MonitorSettings settings, long seed) {
        Random random = new Random(seed);
        MirrorJournal undisturbedPanes = new MirrorJournal();
        MirrorJournal panes = new MirrorJournal();
        AgentMonitor undisturbed = new AgentMonitor(settings, Traffic.MAP);
        AgentMonitor monitor = new AgentMonitor(settings, Traffic.MAP);
        int restarts = 0;
        for (PaneEntry pane : stream(seed, 1_300)) {
            if (random.nextInt(12) == 0) {
                monitor = rebuilt(settings, monitor.state(), panes);
                restarts++;
            }
            Evaluation expected = undisturbed.observe(pane, undisturbedPanes);
            Evaluation actual = monitor.observe(copy(pane), panes);

            assertThat(actual)
                    .as("seed %s, pane %s, %s restarts", seed, pane.start(), restarts)
                    .isEqualTo(expected);
            assertThat(monitor.state().toBytes())
                    .as("state, seed %s, pane %s", seed, pane.start())
                    .isEqualTo(undisturbed.state().toBytes());
            expected.decisions().stream()
                    .map(Decision::transition)
                    .forEach(transition -> transitions.merge(transition, 1, Integer::sum));
        }
        for (Shelf shelf : Shelf.values()) {
            assertThat(digests(panes, shelf))
                    .as("seed %s, shelf %s", seed, shelf)
                    .isEqualTo(digests(undisturbedPanes, shelf));
        }
        assertThat(transitions).as("seed %s", seed).containsKeys(Transition.OPENED, Transition.RESOLVED);
    }

    /** Runs of panes, single missing ones and long silences; now and then the traffic is another for a while. */
    private static List<PaneEntry> stream(long seed, int size) {
        Random random = new Random(-seed);
        Traffic traffic = new Traffic(seed, 0.3);
        Mix mix = Mix.NORMAL;
        long index = 0;
        List<PaneEntry> panes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int gap = random.nextInt(1_000);
            index += gap < 2 ? 300 : gap < 30 ? 1 + random.nextInt(30) : 1;
            if (i > 250 && random.nextInt(70) == 0) {
                mix = mix.equals(Mix.NORMAL) ? changed(random) : Mix.NORMAL;
            }
            Carried carried = new Carried(random.nextInt(20) > 0, i > 40 && random.nextInt(30) > 0, true);
            panes.add(traffic.pane(index, random.nextInt(20), mix, carried, Traffic.MAP));
        }
        return panes;
    }

    private static Mix changed(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Mix(0.5, 1, 0, 0);
            case 1 -> new Mix(0, 10, 0, 0);
            case 2 -> new Mix(0, 1, 0.3, 0);
            default -> new Mix(0, 1, 0, 0.5);
        };
    }

    private static AgentMonitor rebuilt(MonitorSettings settings, MonitorState state, MirrorJournal panes) {
        return new AgentMonitor(
                settings,
                Traffic.MAP,
                MonitorState.fromBytes(state.toBytes()),
                panes.entries(Shelf.HISTORY),
                panes.entries(Shelf.PINNED));
    }

    private static PaneEntry copy(PaneEntry pane) {
        return new PaneEntry(
                pane.start(), pane.end(), PaneSummary.fromBytes(pane.summary().toBytes()));
    }

    private static List<String> digests(MirrorJournal panes, Shelf shelf) {
        return panes.entries(shelf).stream()
                .map(entry -> entry.start() + " " + entry.end() + " "
                        + entry.summary().digest())
                .toList();
    }

    @Test
    void shouldSurviveARestartWithAnotherModel() {
        MirrorJournal panes = new MirrorJournal();
        Traffic traffic = new Traffic(8);
        AgentMonitor before = new AgentMonitor(TRAILING, Traffic.MAP);
        for (int i = 0; i < 150; i++) {
            before.observe(traffic.pane(i, 10, Mix.NORMAL), panes);
        }
        for (int features : new int[] {16, 32, 64}) {
            AgentMonitor after = new AgentMonitor(
                    TRAILING,
                    Traffic.map("model-2", features),
                    before.state(),
                    panes.entries(Shelf.HISTORY),
                    panes.entries(Shelf.PINNED));

            Evaluation old =
                    after.observe(traffic.pane(150, 10, Mix.NORMAL, Carried.ALL, Traffic.MAP), PaneJournal.none());
            assertThat(old.tests())
                    .isNotEmpty()
                    .noneMatch(test -> test.key().feature().equals("text"));
            Evaluation fresh = after.observe(
                    traffic.pane(151, 10, Mix.NORMAL, Carried.ALL, Traffic.map("model-2", features)),
                    PaneJournal.none());
            assertThat(fresh.state()).isEqualTo(Evaluation.State.WARMING_UP);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldSurviveARestartWithOtherReferences(MonitorSettings first, MonitorSettings second) {
        MirrorJournal panes = new MirrorJournal();
        Traffic traffic = new Traffic(9);
        AgentMonitor monitor = new AgentMonitor(first, Traffic.MAP);
        for (int i = 0; i < 210; i++) {
            monitor.observe(traffic.pane(i, 10, Mix.NORMAL), panes);
        }
        assertThat(monitor.state().references()).isNotEqualTo(ReferenceState.INITIAL);
        for (int i = 210; i < 300; i++) {
            if (i % 30 == 0) {
                monitor = rebuilt(second, monitor.state(), panes);
                assertThat(monitor.observe(traffic.pane(i, 10, Mix.NORMAL), panes)
                                .tests())
                        .extracting(Tested::reference)
                        .isSubsetOf(second.references().stream()
                                .map(ReferenceSpec::name)
                                .toList());
            } else {
                monitor.observe(traffic.pane(i, 10, Mix.NORMAL), panes);
            }
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments(BOTH, TRAILING),
                arguments(BOTH, PINNED),
                arguments(TRAILING, BOTH),
                arguments(TRAILING, PINNED),
                arguments(PINNED, BOTH),
                arguments(PINNED, TRAILING));
    }
}
