/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogBudgetTest {

    private long now = -5;
    private final LogBudget budget = new LogBudget(2, () -> now);

    @Test
    void shouldKeepLinesBackAndSayHowManyInTheNextMinute() {
        assertThat(budget.take()).hasValue(0);
        assertThat(budget.take()).hasValue(0);
        assertThat(budget.take()).isEmpty();
        assertThat(budget.take()).isEmpty();

        now += TimeUnit.MINUTES.toNanos(1);

        assertThat(budget.take()).hasValue(2);
        assertThat(budget.take()).hasValue(0);
        assertThat(budget.take()).isEmpty();
    }

    @Test
    void shouldAllowAsManyInEachMinute() {
        for (int minute = 0; minute < 3; minute++) {
            assertThat(budget.take()).hasValue(0);
            assertThat(budget.take()).hasValue(0);
            now += TimeUnit.MINUTES.toNanos(1);
        }
    }
}
