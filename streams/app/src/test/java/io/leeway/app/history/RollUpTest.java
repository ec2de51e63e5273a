/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.Durations;
import io.leeway.app.pane.ClosedPane;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollUpTest {

    private static final long START = 1_767_571_200_000L;
    private static final long MINUTE = 60_000;
    private static final String MAP = ClosedPanes.MAP.id().digest();

    /** The stored bytes: every addition finds what a restart would find. */
    private final Map<Integer, byte[]> stored = new HashMap<>();

    private final List<RolledCell> cells = new ArrayList<>();
    private final List<ClosedPane> panes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"30s", "1m", "8m", "9m", "10m", "45m", "1h"})
    void shouldBeTheMergeOfThePanesOfEachCell(String pane) {
        Duration length = Durations.parse(pane);
        for (int seed = 0; seed < 20; seed++) {
            forget();
            SplittableRandom random = new SplittableRandom(seed);
            // a late start, and gaps of up to several cells
            long time = START + random.nextLong(50) * length.toMillis();
            for (int i = 0; i < 100; i++) {
                add(length, ClosedPanes.of(time, length.toMillis(), ClosedPanes.MAP, SummaryLimits.DEFAULTS, random));
                time += length.toMillis() * (random.nextInt(4) > 0 ? 1 : 1 + random.nextLong(40));
            }

            for (Duration cell : CellLengths.of(length).all()) {
                assertThat(described(withUnfinished(cell.toMillis())))
                        .as("cells of %s from panes of %s, seed %d", cell, length, seed)
                        .isEqualTo(described(merged(cell.toMillis())));
            }
        }
    }

    @Test
    void shouldCompleteACellWithTheFirstPaneBeyondIt() {
        SplittableRandom random = new SplittableRandom(1);
        for (int minute = 0; minute < 60; minute++) {
            if (minute % 10 != 9) {
                add(minute, random);
            }
        }
        assertThat(cells)
                .extracting(RolledCell::length)
                .containsOnly(10 * MINUTE)
                .hasSize(5);

        add(60, random);

        assertThat(cells).hasSize(7);
        RolledCell fine = cells.get(5);
        assertThat(fine.length()).isEqualTo(10 * MINUTE);
        assertThat(fine.entry().start()).isEqualTo(START + 50 * MINUTE);
        assertThat(fine.entry().end()).as("the last pane it has").isEqualTo(START + 59 * MINUTE);
        RolledCell coarse = cells.get(6);
        assertThat(coarse.length()).isEqualTo(60 * MINUTE);
        assertThat(coarse.entry().start()).isEqualTo(START);
        assertThat(coarse.featureMap()).isEqualTo(MAP);
        assertThat(coarse.sources()).containsExactly("in-0", "in-1");
    }

    @Test
    void shouldNeitherLoseNorDoubleAPaneWhereSomethingChanges() {
        SummaryLimits others = new SummaryLimits(8, 64, 8, 4);
        for (int seed = 0; seed < 50; seed++) {
            forget();
            SplittableRandom random = new SplittableRandom(seed);
            long time = START;
            boolean otherMap = false;
            boolean otherLimits = false;
            Duration length = Duration.ofMinutes(1);
            for (int i = 0; i < 200; i++) {
                otherMap ^= random.nextInt(30) == 0;
                otherLimits ^= random.nextInt(30) == 0;
                if (random.nextInt(30) == 0) {
                    length = Duration.ofMinutes(random.nextInt(2) == 0 ? 1 : 8);
                    time = (time / length.toMillis() + 1) * length.toMillis();
                }
                add(
                        length,
                        ClosedPanes.of(
                                time,
                                length.toMillis(),
                                otherMap ? ClosedPanes.OTHER_MAP : ClosedPanes.MAP,
                                otherLimits ? others : SummaryLimits.DEFAULTS,
                                random));
                time += length.toMillis();
            }
            // two days later everything before is complete
            long later = START + Duration.ofDays(4).toMillis();
            add(Duration.ofMinutes(1), ClosedPanes.of(later, MINUTE, ClosedPanes.MAP, SummaryLimits.DEFAULTS, random));

            panes.remove(panes.size() - 1);
            List<RolledCell> fine =
                    cells.stream().filter(cell -> cell.length() < 60 * MINUTE).toList();
            List<RolledCell> coarse =
                    cells.stream().filter(cell -> cell.length() >= 60 * MINUTE).toList();
            for (List<RolledCell> level : List.of(fine, coarse)) {
                assertThat(events(level))
                        .as("seed %d", seed)
                        .isEqualTo(panes.stream()
                                .mapToLong(pane -> pane.entry().summary().events())
                                .sum());
                assertOrdered(level);
            }
        }
    }

    private static long events(List<RolledCell> level) {
        return level.stream().mapToLong(cell -> cell.entry().summary().events()).sum();
    }

    @Test
    void shouldEndACellWhereTheFeatureMapChanges() {
        SplittableRandom random = new SplittableRandom(3);
        add(Duration.ofMinutes(1), ClosedPanes.withTexts(START, ClosedPanes.MAP, random));
        add(Duration.ofMinutes(1), ClosedPanes.withTexts(START + MINUTE, ClosedPanes.MAP, random));
        add(Duration.ofMinutes(1), ClosedPanes.withTexts(START + 2 * MINUTE, ClosedPanes.OTHER_MAP, random));

        assertThat(cells).extracting(RolledCell::length).containsExactly(10 * MINUTE, 60 * MINUTE);
        assertThat(cells).allSatisfy(cell -> {
            assertThat(cell.entry().start()).isEqualTo(START);
            assertThat(cell.entry().end()).isEqualTo(START + 2 * MINUTE);
        });
    }

    @Test
    void shouldKeepNoExcerpts() {
        SplittableRandom random = new SplittableRandom(4);
        add(Duration.ofMinutes(1), ClosedPanes.withTexts(START, ClosedPanes.MAP, random));
        add(Duration.ofMinutes(1), ClosedPanes.withTexts(START + 10 * MINUTE, ClosedPanes.MAP, random));

        assertThat(panes.get(0).entry().summary().exemplars())
                .extracting(Exemplar::excerpt)
                .contains("a secret text");
        assertThat(cells).hasSize(1);
        assertThat(cells.get(0).entry().summary().exemplars())
                .isNotEmpty()
                .extracting(Exemplar::excerpt)
                .containsOnlyNulls();
        assertThat(cells.get(0).entry().summary().exemplars())
                .extracting(Exemplar::eventId)
                .contains(START + "-0");
        assertThat(new String(stored.get(0), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    private static void assertOrdered(List<RolledCell> cells) {
        for (int i = 1; i < cells.size(); i++) {
            assertThat(cells.get(i).entry().start())
                    .isGreaterThanOrEqualTo(cells.get(i - 1).entry().end());
        }
    }

    private void forget() {
        stored.clear();
        cells.clear();
        panes.clear();
    }

    private void add(int minute, SplittableRandom random) {
        add(
                Duration.ofMinutes(1),
                ClosedPanes.of(START + minute * MINUTE, MINUTE, ClosedPanes.MAP, SummaryLimits.DEFAULTS, random));
    }

    private void add(Duration length, ClosedPane pane) {
        panes.add(pane);
        cells.addAll(new RollUp(CellLengths.of(length), new RollUp.Store() {
                    @Override
                    public RolledCell get(int level) {
                        byte[] bytes = stored.get(level);
                        return bytes == null ? null : RolledCell.fromBytes(bytes);
                    }

                    @Override
                    public void put(int level, RolledCell cell) {
                        if (cell == null) {
                            stored.remove(level);
                        } else {
                            stored.put(level, cell.toBytes());
                        }
                    }
                })
                .add(pane, MAP));
    }

    /** The finished cells of a length, and what is stored of it; with what the finer level still holds. */
    private List<RolledCell> withUnfinished(long length) {
        List<RolledCell> all = new ArrayList<>(
                cells.stream().filter(cell -> cell.length() == length).toList());
        RolledCell fine = RolledCell.fromBytes(stored.get(0));
        if (fine.length() == length) {
            all.add(fine);
        } else {
            byte[] coarse = stored.get(1);
            all.add(
                    coarse == null
                            ? fine.ofLength(length)
                            : RolledCell.fromBytes(coarse).with(fine));
        }
        return all;
    }

    /** The panes of each cell merged one after the other, the slow and obvious way. */
    private List<RolledCell> merged(long length) {
        TreeMap<Long, RolledCell> merged = new TreeMap<>();
        for (ClosedPane pane : panes) {
            merged.merge(
                    pane.entry().start() / length, RolledCell.of(length, pane, MAP), (before, one) -> before.with(one));
        }
        return List.copyOf(merged.values());
    }

    private static List<String> described(List<RolledCell> cells) {
        return cells.stream()
                .map(cell -> cell.length() + " " + cell.entry().start() + " "
                        + cell.entry().end() + " " + cell.sources() + " " + cell.featureMap() + " "
                        + digest(cell.entry().summary()))
                .toList();
    }

    private static String digest(PaneSummary summary) {
        return summary.events() + ":" + summary.digest();
    }
}
