/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import static io.leeway.app.pane.PaneFixtures.GRACE;
import static io.leeway.app.pane.PaneFixtures.MAP;
import static io.leeway.app.pane.PaneFixtures.PANE;
import static io.leeway.app.pane.PaneFixtures.observation;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.pane.PaneSimulation.Input;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The panes of any spread over partitions, in any interleaving, against sums made without either stage. */
class PaneMergePropertyTest {

    private static final int EVENTS = 250;
    private static final long MONTH = 30L * 86_400_000;
    private static final List<StreamKey> STREAMS =
            List.of(new StreamKey("a", ""), new StreamKey("a", "v2"), new StreamKey("b", ""));

    /** Live traffic with pauses: event times follow the wall clock, so that silence closes panes too. */
    @Test
    void shouldGiveTheSamePanesForLiveTrafficHoweverItIsSpread() {
        int closedByIdle = 0;
        for (long seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            int partitions = 1 + random.nextInt(8);
            List<Input> inputs = new ArrayList<>();
            long appendedAt = 0;
            for (int i = 0; i < EVENTS; i++) {
                appendedAt += random.nextInt(25) == 0 ? random.nextInt(180_000) : random.nextInt(2500);
                long occurredAt = appendedAt - (long) (random.nextDouble() * GRACE);
                inputs.add(input(random, i, occurredAt, partitions, appendedAt));
            }
            PaneSimulation simulation = new PaneSimulation(seed, partitions, inputs);
            simulation.run(random.nextInt((int) appendedAt), random.nextBoolean() ? 300 : 3000);

            assertThat(told(simulation)).as("seed %d", seed).isEqualTo(expected(inputs));
            assertThat(simulation.late()).as("late events, seed %d", seed).isZero();
            closedByIdle += count(simulation, ClosedPane.ClosedBy.IDLE);
        }
        assertThat(closedByIdle).isGreaterThan(120);
    }

    /** A backlog of last month, read at once: only event time may close panes while there is more to read. */
    @Test
    void shouldGiveTheSamePanesForABacklogHoweverItIsSpread() {
        for (long seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            int partitions = 1 + random.nextInt(8);
            List<Input> inputs = new ArrayList<>();
            Map<StreamKey, Long> times = new HashMap<>();
            for (int i = 0; i < EVENTS; i++) {
                StreamKey stream = STREAMS.get(random.nextInt(STREAMS.size()));
                long newest =
                        times.getOrDefault(stream, -MONTH) + random.nextInt(random.nextInt(20) == 0 ? 600_000 : 15_000);
                times.put(stream, newest);
                long occurredAt = newest - (long) (random.nextDouble() * GRACE);
                inputs.add(new Input(stream, observation("e" + i, occurredAt), random.nextInt(partitions), i));
            }
            PaneSimulation simulation = new PaneSimulation(seed, partitions, inputs);
            simulation.run(EVENTS, 200);

            assertThat(told(simulation)).as("seed %d", seed).isEqualTo(expected(inputs));
            assertThat(simulation.late()).as("late events, seed %d", seed).isZero();
        }
    }

    /** Any disorder at all: whatever is not in a pane is counted as late, once. */
    @Test
    void shouldNeitherLoseNorRepeatAnEventHoweverLateItIs() {
        long late = 0;
        for (long seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            int partitions = 1 + random.nextInt(8);
            List<Input> inputs = new ArrayList<>();
            long appendedAt = 0;
            for (int i = 0; i < EVENTS; i++) {
                appendedAt += random.nextInt(25) == 0 ? random.nextInt(180_000) : random.nextInt(2500);
                long occurredAt = appendedAt - (long) (random.nextDouble() * 5 * PANE);
                inputs.add(input(random, i, occurredAt, partitions, appendedAt));
            }
            PaneSimulation simulation = new PaneSimulation(seed, partitions, inputs);
            simulation.run(random.nextInt((int) appendedAt), random.nextBoolean() ? 300 : 3000);

            long inPanes = simulation.closed().values().stream()
                    .flatMap(List::stream)
                    .mapToLong(pane -> pane.entry().summary().events())
                    .sum();
            assertThat(inPanes + simulation.late()).as("seed %d", seed).isEqualTo(EVENTS);
            simulation.closed().forEach((stream, panes) -> assertThat(
                            panes.stream().map(pane -> pane.entry().start()).toList())
                    .as("panes of %s", stream)
                    .isSorted()
                    .doesNotHaveDuplicates());
            late += simulation.late();
        }
        assertThat(late).isGreaterThan(400);
    }

    private static Input input(Random random, int i, long occurredAt, int partitions, long appendedAt) {
        StreamKey stream = STREAMS.get(random.nextInt(STREAMS.size()));
        return new Input(stream, observation("e" + i, occurredAt), random.nextInt(partitions), appendedAt);
    }

    private static int count(PaneSimulation simulation, ClosedPane.ClosedBy by) {
        return (int) simulation.closed().values().stream()
                .flatMap(List::stream)
                .filter(pane -> pane.closedBy() == by)
                .count();
    }

    /** Start and digest of each stream's panes, in the order they closed. */
    private static Map<StreamKey, List<String>> told(PaneSimulation simulation) {
        Map<StreamKey, List<String>> told = new TreeMap<>();
        simulation
                .closed()
                .forEach((stream, panes) -> told.put(
                        stream,
                        panes.stream()
                                .map(pane -> pane.entry().start() + " "
                                        + pane.entry().summary().events() + " "
                                        + pane.entry().summary().digest())
                                .toList()));
        return told;
    }

    private static Map<StreamKey, List<String>> expected(List<Input> inputs) {
        Map<StreamKey, TreeMap<Long, PaneSummary>> sums = new TreeMap<>();
        for (Input input : inputs) {
            long start = Math.floorDiv(input.event().occurredAt(), PANE) * PANE;
            sums.computeIfAbsent(input.stream(), stream -> new TreeMap<>())
                    .computeIfAbsent(start, time -> new PaneSummary())
                    .add(input.event(), MAP);
        }
        Map<StreamKey, List<String>> expected = new TreeMap<>();
        sums.forEach((stream, panes) -> {
            List<String> lines = new ArrayList<>();
            panes.forEach((start, sum) -> lines.add(start + " " + sum.events() + " " + sum.digest()));
            expected.put(stream, lines);
        });
        return expected;
    }
}
