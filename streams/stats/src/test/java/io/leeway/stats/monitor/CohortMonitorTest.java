/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortMonitorTest {

    private static final double STAY = 0.6;
    private static final int EVENTS = 16;

    /** Where a step begins. */
    private static final long FIRST = 1;

    private static final MonitorSettings SETTINGS = new MonitorSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            List.of(
                    WindowSpec.ofDuration(Duration.ofMinutes(5)),
                    WindowSpec.ofDuration(Duration.ofMinutes(30)),
                    WindowSpec.ofDuration(Duration.ofMinutes(100))),
            MonitorSettings.DEFAULTS.references(),
            Duration.ofDays(30),
            MonitorSettings.DEFAULTS.features());

    /** Keeps panes as a store does, as bytes. */
    private static final class Kept implements CohortJournal {
        private final Map<String, byte[]> bytes = new TreeMap<>();
        private final Map<String, Long> ends = new TreeMap<>();

        private static String key(Shelf shelf, Side side, long start) {
            return shelf + " " + side + " " + String.format("%020d", start);
        }

        @Override
        public void put(Shelf shelf, Side side, PaneEntry entry) {
            bytes.put(key(shelf, side, entry.start()), entry.summary().toBytes());
            ends.put(key(shelf, side, entry.start()), entry.end());
        }

        @Override
        public void remove(Shelf shelf, Side side, long start) {
            bytes.remove(key(shelf, side, start));
        }

        @Override
        public List<PaneEntry> load(Shelf shelf, Side side) {
            List<PaneEntry> entries = new ArrayList<>();
            String prefix = shelf + " " + side + " ";
            bytes.forEach((key, summary) -> {
                if (key.startsWith(prefix)) {
                    long start = Long.parseLong(key.substring(prefix.length()));
                    entries.add(new PaneEntry(start, ends.get(key), PaneSummary.fromBytes(summary)));
                }
            });
            return entries;
        }
    }

    private static CohortMonitor monitor(CohortState state, CohortJournal journal) {
        return new CohortMonitor(SETTINGS, "cohort:v1", Traffic.MAP, state, journal);
    }

    /** The day of both: latencies and tools follow the hour. */
    private static Mix hour(long minute) {
        double phase = StrictMath.sin(2 * StrictMath.PI * minute / 300);
        return new Mix(0, 1 + 0.4 * phase, 0.2 + 0.15 * phase, 0);
    }

    private static List<CohortEvaluation> run(long seed, int minutes, LongFunction<Mix> canary) {
        CohortMonitor monitor = monitor(CohortState.INITIAL, CohortJournal.none());
        Traffic control = new Traffic(seed, STAY);
        Traffic other = new Traffic(~seed, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = FIRST; minute < FIRST + minutes; minute++) {
            evaluations.addAll(
                    monitor.observe(Side.CONTROL, control.pane(minute, EVENTS, hour(minute)), CohortJournal.none()));
            evaluations.addAll(monitor.observe(
                    Side.CANARY, other.pane(minute, EVENTS, canary.apply(minute)), CohortJournal.none()));
        }
        return evaluations;
    }

    private static List<Decision> told(List<CohortEvaluation> evaluations) {
        return evaluations.stream()
                .flatMap(evaluation -> evaluation.decisions().stream())
                .filter(decision -> decision.transition() != Transition.NONE)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldStayQuietWhileBothFollowTheHour(long seed) {
        List<CohortEvaluation> evaluations = run(seed, 1_440, CohortMonitorTest::hour);

        assertThat(told(evaluations)).as("seed %s", seed).isEmpty();
        assertThat(evaluations).hasSize(288);
        assertThat(evaluations.get(0).state()).isEqualTo(State.WARMING_UP);
        assertThat(evaluations.get(287).state()).isIn(State.OK, State.WARN);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void shouldSayWhatIsNewInTheCanaryAndWhenItIsOver(long seed) {
        int from = 480;
        int to = 720;
        List<CohortEvaluation> evaluations = run(seed, 1_200, minute -> {
            Mix hour = hour(minute);
            boolean changed = minute >= from && minute < to;
            return new Mix(changed ? 0.15 : 0, hour.scale(), hour.newTool(), 0);
        });

        List<Decision> told = told(evaluations);
        assertThat(told)
                .as("seed %s", seed)
                .extracting(decision -> decision.family() + " " + decision.transition())
                .containsExactly("TEXT OPENED", "TEXT RESOLVED");
        assertThat(told.get(0).incident().openedAt())
                .as("seed %s", seed)
                .isBetween(Traffic.start(from), Traffic.start(from + 180));
        Evidence evidence = evaluations.stream()
                .filter(evaluation -> !evaluation.evidence().isEmpty())
                .findFirst()
                .orElseThrow()
                .evidence()
                .get(Family.TEXT);
        assertThat(evidence.reference().name()).isEqualTo("cohort:v1");
        assertThat(evidence.diagnosis().kind()).isEqualTo(Kind.INPUT_DRIFT);
        assertThat(evidence.witnesses())
                .filteredOn(witness -> witness.role() == Witness.Role.NEW)
                .isNotEmpty()
                .allSatisfy(witness -> assertThat(witness.exemplar().eventId()).matches("event-\\d+-4-.*"));
    }

    @Test
    void shouldStayOpenForAsLongAsTheDifferenceLasts() {
        List<Decision> told = told(run(
                8,
                2_000,
                minute -> new Mix(0.25, hour(minute).scale(), hour(minute).newTool(), 0)));

        assertThat(told)
                .extracting(decision -> decision.family() + " " + decision.transition())
                .containsExactly("TEXT OPENED");
    }

    @Test
    void shouldStayQuietWhenTheSameComesToBoth() {
        CohortMonitor monitor = monitor(CohortState.INITIAL, CohortJournal.none());
        Traffic control = new Traffic(9, STAY);
        Traffic canary = new Traffic(10, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = 0; minute < 1_440; minute++) {
            Mix mix = minute < 700 ? Mix.NORMAL : new Mix(0.3, 2, 0.3, 0.2);
            evaluations.addAll(monitor.observe(Side.CONTROL, control.pane(minute, EVENTS, mix), CohortJournal.none()));
            evaluations.addAll(monitor.observe(Side.CANARY, canary.pane(minute, EVENTS, mix), CohortJournal.none()));
        }

        assertThat(told(evaluations)).isEmpty();
    }

    @Test
    void shouldTellNumbersToolsAndMissingValuesApart() {
        List<Decision> told = told(run(11, 1_100, minute -> {
            Mix hour = hour(minute);
            return minute < 500 ? hour : new Mix(0, 2 * hour.scale(), hour.newTool(), 0.15);
        }));

        assertThat(told)
                .filteredOn(decision -> decision.transition() == Transition.OPENED)
                .extracting(Decision::family)
                .containsExactlyInAnyOrder(Family.NUMBERS, Family.MISSING);
    }

    /** Rebuilt at random, and with the panes of one cohort now ahead and now behind those of the other. */
    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void shouldGoOnBitForBitInWhateverOrderTheCohortsCome(long seed) {
        Random random = new Random(seed);
        Traffic control = new Traffic(seed, STAY);
        Traffic canary = new Traffic(~seed, STAY);
        Kept undisturbedPanes = new Kept();
        Kept panes = new Kept();
        CohortMonitor undisturbed = monitor(CohortState.INITIAL, undisturbedPanes);
        CohortMonitor monitor = monitor(CohortState.INITIAL, panes);
        List<CohortEvaluation> expected = new ArrayList<>();
        List<CohortEvaluation> actual = new ArrayList<>();
        Map<Side, List<PaneEntry>> late =
                new EnumMap<>(Map.of(Side.CONTROL, new ArrayList<>(), Side.CANARY, new ArrayList<>()));
        int minutes = 900;
        for (long minute = 0; minute < minutes; minute++) {
            boolean silent = minute % 200 > 170;
            Mix mix = new Mix(minute > 400 && minute < 650 ? 0.25 : 0, 1, 0, 0);
            PaneEntry ofControl = control.pane(minute, EVENTS, Mix.NORMAL);
            PaneEntry ofCanary = canary.pane(minute, EVENTS, mix);
            expected.addAll(undisturbed.observe(Side.CONTROL, ofControl, undisturbedPanes));
            late.get(Side.CONTROL).add(ofControl);
            if (!silent) {
                expected.addAll(undisturbed.observe(Side.CANARY, ofCanary, undisturbedPanes));
                late.get(Side.CANARY).add(ofCanary);
            }
            for (Side side : List.of(Side.CANARY, Side.CONTROL)) {
                if (minute == minutes - 1 || random.nextInt(8) == 0) {
                    if (random.nextBoolean()) {
                        monitor = monitor(CohortState.fromBytes(monitor.state().toBytes()), panes);
                    }
                    for (PaneEntry pane : late.get(side)) {
                        actual.addAll(monitor.observe(side, pane, panes));
                    }
                    late.get(side).clear();
                }
            }
        }

        assertThat(actual).as("seed %s", seed).isEqualTo(expected);
        assertThat(monitor.state().toBytes())
                .as("seed %s", seed)
                .isEqualTo(undisturbed.state().toBytes());
        assertThat(panes.bytes.keySet()).isEqualTo(undisturbedPanes.bytes.keySet());
        assertThat(told(expected)).as("seed %s", seed).isNotEmpty();
    }

    @Test
    void shouldBetNothingWhileOneIsSilentAndSaySo() {
        CohortMonitor monitor = monitor(CohortState.INITIAL, CohortJournal.none());
        Traffic control = new Traffic(14, STAY);
        Traffic canary = new Traffic(15, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = FIRST; minute <= 1_000; minute++) {
            if (minute <= 300) {
                evaluations.addAll(
                        monitor.observe(Side.CANARY, canary.pane(minute, EVENTS, Mix.NORMAL), CohortJournal.none()));
            }
            evaluations.addAll(
                    monitor.observe(Side.CONTROL, control.pane(minute, EVENTS, Mix.NORMAL), CohortJournal.none()));
        }

        assertThat(evaluations)
                .filteredOn(evaluation -> evaluation.end() <= Traffic.start(301))
                .hasSize(60);
        assertThat(evaluations)
                .filteredOn(evaluation -> evaluation.end() > Traffic.start(301))
                .hasSize(6)
                .allSatisfy(evaluation -> {
                    assertThat(evaluation.state()).isEqualTo(State.TOO_FEW_EVENTS);
                    assertThat(evaluation.tests()).isEmpty();
                });
    }

    @Test
    void shouldStartAfreshWithAnotherModel() {
        CohortMonitor monitor = monitor(CohortState.INITIAL, CohortJournal.none());
        Traffic control = new Traffic(16, STAY);
        Traffic canary = new Traffic(17, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = 0; minute < 400; minute++) {
            var map = minute < 250 ? Traffic.MAP : Traffic.map("model-2", 32);
            for (Side side : Side.values()) {
                Traffic traffic = side == Side.CONTROL ? control : canary;
                evaluations.addAll(monitor.observe(
                        side,
                        traffic.pane(minute, EVENTS, Mix.NORMAL, Traffic.Carried.ALL, map),
                        CohortJournal.none()));
            }
        }

        assertThat(evaluations.get(40).state()).isNotEqualTo(State.WARMING_UP);
        assertThat(evaluations.get(55).state()).isEqualTo(State.WARMING_UP);
        assertThat(told(evaluations)).isEmpty();
    }

    @Test
    void shouldStartAfreshWhenPanesKeepMoreOrLess() {
        CohortMonitor monitor = monitor(CohortState.INITIAL, CohortJournal.none());
        Traffic control = new Traffic(16, STAY);
        Traffic canary = new Traffic(17, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = 0; minute < 400; minute++) {
            // In the middle of a step, and of one side first.
            if (minute == 252) {
                control.limit(new SummaryLimits(64, 512, 128, 16));
            } else if (minute == 258) {
                canary.limit(new SummaryLimits(64, 512, 128, 16));
            }
            for (Side side : Side.values()) {
                Traffic traffic = side == Side.CONTROL ? control : canary;
                evaluations.addAll(
                        monitor.observe(side, traffic.pane(minute, EVENTS, Mix.NORMAL), CohortJournal.none()));
            }
        }

        assertThat(evaluations.get(40).state()).isNotEqualTo(State.WARMING_UP);
        assertThat(evaluations.get(60).state()).isEqualTo(State.WARMING_UP);
        assertThat(told(evaluations)).isEmpty();
    }

    /** Steps are counted anew with other windows, and so are those for which an incident has been quiet. */
    @Test
    void shouldEndAnIncidentAfterTheWindowsWereChanged() {
        Kept journal = new Kept();
        CohortMonitor monitor = monitor(CohortState.INITIAL, journal);
        Traffic control = new Traffic(8, STAY);
        Traffic other = new Traffic(~8, STAY);
        List<CohortEvaluation> evaluations = new ArrayList<>();
        for (long minute = FIRST; minute < FIRST + 1_200; minute++) {
            if (minute == 560) {
                assertThat(told(evaluations)).extracting(Decision::transition).containsExactly(Transition.OPENED);
                MonitorSettings wider = new MonitorSettings(
                        SETTINGS.pane(),
                        SETTINGS.grace(),
                        List.of(WindowSpec.ofDuration(Duration.ofMinutes(10))),
                        SETTINGS.references(),
                        SETTINGS.expectedRunLength(),
                        SETTINGS.features());
                monitor = new CohortMonitor(wider, "cohort:v1", Traffic.MAP, monitor.state(), journal);
            }
            boolean changed = minute >= 480 && minute < 560;
            Mix canary = new Mix(
                    changed ? 0.3 : 0, hour(minute).scale(), hour(minute).newTool(), 0);
            evaluations.addAll(monitor.observe(Side.CONTROL, control.pane(minute, EVENTS, hour(minute)), journal));
            evaluations.addAll(monitor.observe(Side.CANARY, other.pane(minute, EVENTS, canary), journal));
        }

        assertThat(told(evaluations))
                .extracting(Decision::transition)
                .containsExactly(Transition.OPENED, Transition.RESOLVED);
    }
}
