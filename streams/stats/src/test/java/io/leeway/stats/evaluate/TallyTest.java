/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.leeway.stats.evaluate.Tally.Scored;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static Scored drift(int... opened) {
        Truth truth = new Truth(1000, 5000, OptionalInt.of(3000), OptionalInt.of(4000), false);
        List<Alarm> alarms =
                Arrays.stream(opened).mapToObj(row -> new Alarm(row, row)).toList();
        return new Scored(truth, Score.of(truth, alarms));
    }

    private static Scored control(int... opened) {
        Truth truth = new Truth(1000, 5000, OptionalInt.empty(), OptionalInt.empty(), false);
        List<Alarm> alarms =
                Arrays.stream(opened).mapToObj(row -> new Alarm(row, row)).toList();
        return new Scored(truth, Score.of(truth, alarms));
    }

    @Test
    void shouldAddUpStreams() {
        Tally tally = Tally.of(
                List.of(drift(3100), drift(1500, 3400), drift(3050), drift(3300), drift(4500), drift(), control(2000)));

        // Two false alarms in 16,000 events, six times a thousand events in which to be right by accident.
        double byChance = 6 * (1 - Math.exp(-2.0 / 16_000 * 1000));
        assertThat(tally.byChance()).isCloseTo(byChance, offset(1e-12));
        assertThat(tally).isEqualTo(new Tally(6, 4, 3, OptionalDouble.of(200), 6 * 2000 + 4000, 2, tally.byChance()));
        assertThat(tally.falseAlarmsPer10k()).isEqualTo(1.25);
    }

    @Test
    void shouldSayNothingOfDelaysWithoutDetections() {
        Tally tally = Tally.of(List.of(drift(), control()));

        assertThat(tally.medianDelay()).isEmpty();
        assertThat(tally.byChance()).isZero();
        assertThat(tally.falseAlarmsPer10k()).isZero();
        assertThat(Tally.of(List.of()).falseAlarmInterval()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
        assertThat(Tally.of(List.of()).falseAlarmsPer10k()).isZero();
    }

    /** Published values of Wilson's interval for 8 of 10; for none, z²/(n + z²) and z². */
    @Test
    void shouldGiveScoreIntervals() {
        assertThat(Interval.ofShare(8, 10).low()).isCloseTo(0.490162, offset(1e-6));
        assertThat(Interval.ofShare(8, 10).high()).isCloseTo(0.943318, offset(1e-6));
        assertThat(Interval.ofShare(0, 10).low()).isZero();
        assertThat(Interval.ofShare(0, 10).high()).isCloseTo(0.277533, offset(1e-6));
        assertThat(Interval.ofShare(10, 10).high()).isEqualTo(1);
        assertThat(Interval.ofShare(0, 0)).isEqualTo(new Interval(0, 1));
        assertThat(Interval.ofCount(0).low()).isZero();
        assertThat(Interval.ofCount(0).high()).isCloseTo(3.841459, offset(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.ofShare(3, 2))
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.ofCount(-1))
                .withMessageContaining("-1");
    }

    /** Both ends are where the score test just does not reject: |k − m| = z·√m. */
    @Test
    void shouldInvertTheScoreTestOfACount() {
        Interval interval = Interval.ofCount(7);

        assertThat((7 - interval.low()) / StrictMath.sqrt(interval.low())).isCloseTo(1.959964, offset(1e-6));
        assertThat((interval.high() - 7) / StrictMath.sqrt(interval.high())).isCloseTo(1.959964, offset(1e-6));
    }

    @Test
    void shouldTurnAlarmsIntoRunLengths() {
        RunLength some = new RunLength(100, 600, 4);
        RunLength none = new RunLength(100, 600, 0);

        assertThat(some.realisedHours()).isEqualTo(150);
        assertThat(some.interval().low()).isBetween(50.0, 150.0);
        assertThat(some.interval().high()).isBetween(150.0, 500.0);
        assertThat(none.realisedHours()).isInfinite();
        assertThat(none.interval().low()).isCloseTo(600 / 3.841459, offset(1e-3));
        assertThat(none.interval().high()).isInfinite();
    }
}
