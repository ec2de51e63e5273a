/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Truth DRIFT = new Truth(2000, 6000, OptionalInt.of(4000), OptionalInt.of(4250), false);
    private static final Truth CONTROL = new Truth(2000, 6000, OptionalInt.of(4000), OptionalInt.empty(), false);
    private static final Truth HARD_CONTROL = new Truth(2000, 6000, OptionalInt.of(4000), OptionalInt.empty(), true);
    private static final OptionalInt NONE = OptionalInt.empty();

    private static Alarm open(int row) {
        return new Alarm(row, Alarm.STILL_OPEN);
    }

    private static OptionalInt row(int row) {
        return OptionalInt.of(row);
    }

    @Test
    void shouldCountFromTheChangeToTheFirstAlarm() {
        assertThat(Score.of(DRIFT, List.of(open(4130), open(4100))))
                .isEqualTo(new Score(0, 0, row(4100), row(100), true, false));
    }

    @Test
    void shouldAcceptTheDeadlineItselfAndNothingLater() {
        assertThat(Score.of(DRIFT, List.of(open(4250)))).isEqualTo(new Score(0, 0, row(4250), row(250), true, false));
        assertThat(Score.of(DRIFT, List.of(open(4251)))).isEqualTo(new Score(0, 0, row(4251), row(251), false, true));
        assertThat(Score.of(DRIFT, List.of())).isEqualTo(new Score(0, 0, NONE, NONE, false, false));
    }

    /** At the row of the change nothing of the change has been seen. */
    @Test
    void shouldCallAnAlarmFalseThatHasSeenNothingOfTheChange() {
        assertThat(Score.of(DRIFT, List.of(open(4000)))).isEqualTo(new Score(1, 0, NONE, NONE, false, false));
        assertThat(Score.of(DRIFT, List.of(open(4001)))).isEqualTo(new Score(0, 0, row(4001), row(1), true, false));
    }

    @Test
    void shouldNotTakeAnAlarmThatWasOpenAlreadyForADetection() {
        assertThat(Score.of(DRIFT, List.of(open(3500)))).isEqualTo(new Score(1, 0, NONE, NONE, false, false));
        assertThat(Score.of(DRIFT, List.of(open(3500), open(4010))))
                .as("another one opens")
                .isEqualTo(new Score(1, 0, row(4010), row(10), true, false));
    }

    @Test
    void shouldCountFalseAlarmsByEpisodes() {
        List<Alarm> alarms = List.of(new Alarm(2100, 2150), new Alarm(2300, 2350), new Alarm(2550, 2560), open(4100));

        assertThat(Score.of(DRIFT, alarms)).isEqualTo(new Score(2, 0, row(4100), row(100), true, false));
    }

    @Test
    void shouldCallEveryAlarmOfAControlFalse() {
        List<Alarm> alarms = List.of(new Alarm(2100, 2150), new Alarm(5000, 5100));

        assertThat(Score.of(CONTROL, alarms)).isEqualTo(new Score(2, 0, row(2100), NONE, false, false));
        assertThat(Score.of(CONTROL, List.of())).isEqualTo(new Score(0, 0, NONE, NONE, false, false));
    }

    @Test
    void shouldTolerateAlarmsAfterTheChangeOfAHardControl() {
        List<Alarm> alarms = List.of(new Alarm(2100, 2150), new Alarm(5000, 5100));

        assertThat(Score.of(HARD_CONTROL, alarms)).isEqualTo(new Score(1, 1, row(2100), NONE, false, false));
    }

    @Test
    void shouldCountTheEventsInWhichAlarmsAreFalse() {
        assertThat(DRIFT.stationaryEvents()).isEqualTo(2000);
        assertThat(CONTROL.stationaryEvents()).isEqualTo(4000);
        assertThat(HARD_CONTROL.stationaryEvents()).isEqualTo(2000);
    }

    @Test
    void shouldRefuseRowsInAnImpossibleOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truth(7000, 6000, NONE, NONE, false))
                .withMessageContaining("7000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truth(2000, 6000, row(1000), NONE, false))
                .withMessageContaining("1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truth(2000, 6000, row(4000), row(4000), false))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException().isThrownBy(() -> new Alarm(5, 4)).withMessageContaining("5 to 4");
    }
}
