/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplacementBudgetTest {

    private final SettableClock clock = new SettableClock();
    private final ReplacementBudget budget = new ReplacementBudget(clock);

    @Test
    void shouldAllowFiveAtOnceAndNotASixth() {
        for (int i = 0; i < 5; i++) {
            assertThat(budget.allows()).as("replacement %d", i + 1).isTrue();
        }

        assertThat(budget.allows()).isFalse();
    }

    @Test
    void shouldAllowMoreOnceTheOldOnesAreTenMinutesPast() {
        for (int i = 0; i < 5; i++) {
            budget.allows();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(budget.allows()).isFalse();

        clock.advance(Duration.ofMinutes(5));
        assertThat(budget.allows()).as("ten minutes after the first").isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(budget.allows()).isTrue();
        assertThat(budget.allows()).isFalse();
    }

    @Test
    void shouldAllowAFaultNowAndThenForEver() {
        for (int i = 0; i < 100; i++) {
            assertThat(budget.allows()).isTrue();
            clock.advance(Duration.ofMinutes(3));
        }
    }
}
