/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.window.PaneJournal.Shelf;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a stream after 35 days of panes of a minute, against the formula that operators are given. */
class StateSizeTest {

    private static final Duration PANE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(200);
    private static final Duration GAP = Duration.ofHours(2);
    private static final int BORDERS = 32;

    @ParameterizedTest
    @ValueSource(ints = {7, 30})
    void shouldKeepNoMoreThanTheFormulaAfterAMonth(int days) {
        ReferenceRun run = new ReferenceRun(PANE, WINDOW, new ReferenceSpec.Trailing(Duration.ofDays(days), GAP));
        int most = 0;
        for (int day = 0; day < 35; day++) {
            run.feed(Duration.ofDays(1), 1);
            most = Math.max(most, run.references().panes().size());
        }

        assertThat(most).isLessThanOrEqualTo(2 * References.ENTRY_LIMIT + (int) WINDOW.dividedBy(PANE) + BORDERS);
        assertThat(run.journal.entries(Shelf.HISTORY))
                .hasSameSizeAs(run.references().panes());
        assertThat(run.references().panes().get(0).end())
                .as("it reaches back as far as the reference")
                .isLessThan(run.now() - Duration.ofDays(days).toMillis());
    }
}
