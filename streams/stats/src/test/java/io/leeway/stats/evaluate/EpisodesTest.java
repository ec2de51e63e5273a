/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodesTest {

    @Test
    void shouldCountAlarmsThatFollowAfterEnoughQuiet() {
        assertThat(Episodes.count(List.of())).isZero();
        assertThat(Episodes.count(List.of(new Alarm(100, 110), new Alarm(310, 320))))
                .isEqualTo(2);
        assertThat(Episodes.count(List.of(new Alarm(100, 110), new Alarm(309, 320))))
                .isEqualTo(1);
    }

    @Test
    void shouldTakeOverlappingAlarmsForOneInAnyOrder() {
        Alarm longer = new Alarm(100, 900);
        Alarm within = new Alarm(300, 310);
        Alarm justAfter = new Alarm(1050, 1060);
        Alarm later = new Alarm(1260, Alarm.STILL_OPEN);

        assertThat(Episodes.count(List.of(later, within, justAfter, longer))).isEqualTo(2);
    }

    @Test
    void shouldNotBeginAnotherWhileOneNeverEnds() {
        assertThat(Episodes.count(List.of(new Alarm(0, Alarm.STILL_OPEN), new Alarm(5000, 5010))))
                .isEqualTo(1);
    }

    @Test
    void shouldMakeOneAlarmOfEveryRunThatFires() {
        AlarmRuns runs = new AlarmRuns();
        boolean[] fires = {false, true, true, false, true, false, true};
        for (int i = 0; i < fires.length; i++) {
            runs.evaluated(10 * i, fires[i]);
        }

        assertThat(runs.alarms())
                .containsExactly(new Alarm(10, 30), new Alarm(40, 50), new Alarm(60, Alarm.STILL_OPEN));
    }
}
