/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.HourlyMaxima.State;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HourlyMaximaTest {

    private static final long PANE = 60_000;
    private static final long HOUR = 60 * PANE;

    private final HourlyMaxima maxima = new HourlyMaxima(PANE, State.INITIAL);

    @Test
    void shouldRecordWhatTwoOfThreeEvaluationsReached() {
        for (int i = 1; i <= 61; i++) {
            // A single 9 is not reached twice; 5 and 4 are two apart, so 4 is; nothing else exceeds 1.
            double y = i == 10 ? 9 : i == 30 ? 5 : i == 32 ? 4 : i % 2;
            assertThat(maxima.observe(i * PANE, y)).isEqualTo(i == 61);
        }

        assertThat(maxima.values()).containsExactly(4);
    }

    @Test
    void shouldNotCountAnHourThatWasHardlyJudged() {
        for (int i = 1; i <= 60; i++) {
            if (i < 10) {
                maxima.skip();
            } else {
                maxima.observe(i * PANE, 3);
            }
        }

        assertThat(maxima.observe(61 * PANE, 3)).isFalse();
        assertThat(maxima.values()).isEmpty();
    }

    @Test
    void shouldKeepTheNewestHours() {
        fill(HourlyMaxima.MOST_HOURS + 5);

        assertThat(maxima.values()).hasSize(HourlyMaxima.MOST_HOURS);
        assertThat(maxima.values()[0]).isEqualTo(5);
        assertThat(maxima.values()[HourlyMaxima.MOST_HOURS - 1]).isEqualTo(HourlyMaxima.MOST_HOURS + 4);
    }

    @Test
    void shouldForgetTheHoursOfAChange() {
        fill(10);

        maxima.forget(2 * HOUR + PANE);

        assertThat(maxima.values()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void shouldGoOnFromItsStateAsIfNothingHadHappened() {
        Random random = new Random(3);
        HourlyMaxima restarted = new HourlyMaxima(PANE, State.INITIAL);
        for (int i = 1; i <= 500; i++) {
            double y = random.nextDouble() * 10;
            maxima.observe(i * PANE, y);
            restarted = new HourlyMaxima(PANE, restarted.state());
            restarted.observe(i * PANE, y);
        }

        assertThat(restarted.state()).isEqualTo(maxima.state());
        assertThat(maxima.values()).hasSize(8);
    }

    /** Hour h shows h throughout. */
    private void fill(int hours) {
        for (int hour = 0; hour <= hours; hour++) {
            for (int i = 1; i <= 60; i++) {
                maxima.observe(hour * HOUR + i * PANE, hour);
            }
            maxima.skip();
        }
    }
}
