/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellGridTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void shouldDouble() {
        CellGrid grid = new CellGrid(60_000, false);

        assertThat(grid.coarser(60_000)).isEqualTo(120_000);
        assertThat(grid.coarser(64 * 60_000)).isEqualTo(128 * 60_000);
    }

    @Test
    void shouldGoThroughPartsOfTheHourAndThenDouble() {
        CellGrid grid = new CellGrid(60_000, true);
        List<Long> minutes = new ArrayList<>();
        for (long cell = grid.pane(); cell < 5 * HOUR; cell = grid.coarser(cell)) {
            minutes.add(cell / 60_000);
        }

        assertThat(minutes).containsExactly(1L, 5L, 15L, 30L, 60L, 120L, 240L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 15, 30, 60, 90, 225, 600, 1200, 1800, 3600})
    void shouldMakeEachCellOfWholeFinerOnesAndPassThroughTheHour(long seconds) {
        CellGrid grid = new CellGrid(seconds * 1000, true);
        boolean passed = false;
        for (long cell = grid.pane(); cell <= HOUR; cell = grid.coarser(cell)) {
            passed |= cell == HOUR;
            assertThat(HOUR % cell).isZero();
            assertThat(grid.coarser(cell) % cell).isZero();
        }
        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59000, 59 s", "60000, 1 min", "3660000, 1 h 1 min", "604800000, 7 d", "601200000, 6 d 23 h"})
    void shouldWriteDurationsForPeople(long millis, String text) {
        assertThat(Notes.text(millis)).isEqualTo(text);
    }
}
