/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static io.leeway.stats.window.Panes.PANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.window.PaneJournal.Shelf;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaneHistoryTest {

    private static final CellGrid GRID = new CellGrid(PANE, false);

    private final MirrorJournal journal = new MirrorJournal();
    private final PaneHistory history = new PaneHistory(Shelf.HISTORY, GRID, List.of());

    @Test
    void shouldMergeOnAGridFixedInTimeAndKeepWhatReachesOverTheBorder() {
        append(LongStream.range(3, 21));

        history.compact(5 * PANE, 18 * PANE, 4, Long.MAX_VALUE, journal);

        assertThat(Panes.spans(history.entries()))
                .containsExactly(
                        List.of(3L, 4L),
                        List.of(4L, 5L),
                        List.of(5L, 6L),
                        List.of(6L, 7L),
                        List.of(7L, 8L),
                        List.of(8L, 12L),
                        List.of(12L, 16L),
                        List.of(16L, 17L),
                        List.of(17L, 18L),
                        List.of(18L, 19L),
                        List.of(19L, 20L),
                        List.of(20L, 21L));
        assertThat(Panes.events(history.entries())).isEqualTo(180);
        assertThat(mirrored()).isEqualTo(Panes.spans(history.entries()));
    }

    @Test
    void shouldNotMergeWhatIsFewEnoughHoweverLongTheStretch() {
        append(LongStream.range(0, 50).map(i -> i * i));

        history.compact(0, 10_000 * PANE, 50, Long.MAX_VALUE, journal);

        assertThat(history.entries()).hasSize(50).allMatch(entry -> entry.end() - entry.start() == PANE);
    }

    @Test
    void shouldLeaveMoreThanHalfOfTheLimitAndNoMoreThanTheLimit() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            PaneHistory panes = new PaneHistory(Shelf.HISTORY, GRID, List.of());
            int sparse = 1 + random.nextInt(20);
            long index = 0;
            for (int i = 0; i < 300; i++) {
                index += random.nextInt(10) == 0 ? random.nextInt(200) : 1 + random.nextInt(sparse);
                panes.append(Panes.pane(index + i, 1), PaneJournal.none());
            }
            // A stretch that begins and ends on every grid has no border cells.
            long end = 1L << 40;
            panes.compact(0, end - end % PANE, 64, Long.MAX_VALUE, PaneJournal.none());

            assertThat(panes.entries()).as("seed %s", seed).hasSizeBetween(33, 64);
            assertThat(Panes.events(panes.entries())).as("seed %s", seed).isEqualTo(300);
        }
    }

    @Test
    void shouldDropWhatIsOldAndWhatLiesInASpan() {
        append(LongStream.range(0, 10));

        history.dropBefore(2 * PANE, journal);
        history.drop(List.of(new Span(4 * PANE + 1, 6 * PANE), new Span(7 * PANE, 99 * PANE)), 8 * PANE, journal);

        assertThat(history.entries()).extracting(entry -> entry.start() / PANE).containsExactly(2L, 3L, 6L, 8L, 9L);
        assertThat(mirrored()).isEqualTo(Panes.spans(history.entries()));
        history.clear(journal);
        assertThat(mirrored()).isEmpty();
        assertThat(history.entries()).isEmpty();
    }

    @Test
    void shouldMergeNoFurtherThanTheCoarsestCell() {
        append(LongStream.range(0, 64));

        history.compact(0, 64 * PANE, 4, 8 * PANE, journal);

        assertThat(history.entries()).hasSize(8).allMatch(entry -> entry.end() - entry.start() == 8 * PANE);
        assertThat(mirrored()).isEqualTo(Panes.spans(history.entries()));
    }

    @Test
    void shouldFillWhatIsMissingAndKeepWhatLiesInside() {
        append(LongStream.of(4, 5, 9));

        history.fill(List.of(merged(0, 2), merged(3, 5), merged(6, 8), Panes.pane(9), Panes.pane(12)), journal);
        assertThat(Panes.spans(history.entries()))
                .containsExactly(
                        List.of(0L, 2L),
                        List.of(4L, 5L),
                        List.of(5L, 6L),
                        List.of(6L, 8L),
                        List.of(9L, 10L),
                        List.of(12L, 13L));
        assertThat(mirrored()).isEqualTo(Panes.spans(history.entries()));

        history.keepBetween(PANE, 10 * PANE, journal);
        assertThat(Panes.spans(history.entries()))
                .containsExactly(List.of(4L, 5L), List.of(5L, 6L), List.of(6L, 8L), List.of(9L, 10L));
        assertThat(mirrored()).isEqualTo(Panes.spans(history.entries()));
    }

    private static PaneEntry merged(long first, long end) {
        return new PaneEntry(first * PANE, end * PANE, Panes.pane(first).summary());
    }

    @Test
    void shouldRefuseAPaneThatIsNotTheNewest() {
        append(LongStream.of(4, 6));

        assertThatThrownBy(() -> history.append(Panes.pane(6), journal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not after the newest");
        assertThatThrownBy(() -> history.append(Panes.pane(5), journal)).isInstanceOf(IllegalArgumentException.class);
    }

    private void append(LongStream indices) {
        indices.forEach(index -> history.append(Panes.pane(index), journal));
    }

    private List<List<Long>> mirrored() {
        return Panes.spans(journal.entries(Shelf.HISTORY));
    }
}
