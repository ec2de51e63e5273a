/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClumpingTest {

    private static final long MINUTE = 60_000;
    private static final LimitSpec RATE = new LimitSpec("x", Quantity.rate(), Side.AT_MOST, 0.1);

    /** A day of ten conversations at once, each of which goes on with probability {@code stay} from minute to minute. */
    private static Clumping day(double stay, long seed) {
        Random random = new Random(seed);
        LimitSeries series = new LimitSeries(RATE, MINUTE, Clumping.UNKNOWN);
        boolean[] bad = new boolean[10];
        for (long minute = 0; minute < 1440; minute++) {
            long beyond = 0;
            for (int i = 0; i < bad.length; i++) {
                bad[i] = random.nextDouble() < stay ? bad[i] : random.nextDouble() < 0.1;
                beyond += bad[i] ? 1 : 0;
            }
            series.append(minute * MINUTE, (minute + 1) * MINUTE, Reading.ofShare(bad.length, beyond), null);
            series.learn(Math.max(0, (minute - 199) * MINUTE));
        }
        return series.clumping();
    }

    @Test
    void shouldBeOneForIndependentEvents() {
        assertThat(day(0, 1).deff(5, Kind.RATE)).as("seed 1").isBetween(1.0, 1.4);
        assertThat(day(0, 1).deff(200, Kind.RATE)).as("seed 1").isBetween(1.0, 1.8);
    }

    @Test
    void shouldSeeConversationsTheMoreTheLongerTheWindow() {
        // (1 + 0.8)/(1 - 0.8) = 9 in the limit; 3.6 for five minutes
        Clumping clumping = day(0.8, 2);

        assertThat(clumping.deff(5, Kind.RATE)).as("seed 2").isBetween(2.5, 5.5);
        assertThat(clumping.deff(200, Kind.RATE)).as("seed 2").isBetween(6.0, 16.0);
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(Clumping.UNKNOWN.deff(5, Kind.RATE)).isEqualTo(1);
        LimitSeries series = new LimitSeries(RATE, MINUTE, Clumping.UNKNOWN);
        for (long minute = 0; minute < 8; minute++) {
            series.append(minute * MINUTE, (minute + 1) * MINUTE, Reading.ofShare(10, minute % 2 * 10), null);
            series.learn(0);
        }
        assertThat(series.clumping().deff(5, Kind.RATE)).as("7 differences").isEqualTo(1);
        series.append(8 * MINUTE, 9 * MINUTE, Reading.ofShare(10, 0), null);
        series.learn(0);
        assertThat(series.clumping().counts().get(0)).isCloseTo(8, within(0.1));
    }

    @Test
    void shouldNotBeSpoiltByAbsurdOrConstantValues() {
        Reading absurd = new Reading(10, 0, 1e300, 1e300, 1e301, 1e301);
        Reading usual = new Reading(10, 0, 1, 5, 10, 10);
        Clumping before = Clumping.UNKNOWN.withPane(usual, Kind.MEAN, MINUTE);

        assertThat(before.withPane(absurd, Kind.MEAN, MINUTE)).isEqualTo(before);
        assertThat(before.withBlocks(0, usual, absurd, Kind.MEAN, MINUTE)).isEqualTo(before);
        assertThat(Clumping.UNKNOWN
                        .withPane(Reading.ofShare(10, 0), Kind.RATE, MINUTE)
                        .deff(5, Kind.RATE))
                .isEqualTo(1);
    }

    @Test
    void shouldNotTakeTwoNeighbouringErrorsForClumping() {
        LimitSeries series = new LimitSeries(RATE, MINUTE, Clumping.UNKNOWN);
        for (long minute = 0; minute < 60; minute++) {
            series.append(minute * MINUTE, (minute + 1) * MINUTE, Reading.ofShare(10, minute == 30 ? 2 : 0), null);
            series.learn(0);
        }
        assertThat(series.clumping().deff(5, Kind.RATE)).isLessThan(1.3);
    }

    @Test
    void shouldForgetWithinDays() {
        Clumping clumping = Clumping.UNKNOWN.withPane(Reading.ofShare(100, 50), Kind.RATE, MINUTE);
        for (int day = 0; day < 5 * 1440; day++) {
            clumping = clumping.withPane(Reading.ofShare(1, 0), Kind.RATE, MINUTE);
        }
        assertThat(clumping.weight()).isCloseTo(1440, within(20.0));
        assertThat(clumping.mean()).isLessThan(0.001);
    }
}
