/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static Announced announced(String version, long from) {
        return new Announced(from, Instant.EPOCH, "host", version, version, Optional.empty());
    }

    private static Timeline of(Announced... all) {
        Timeline timeline = Timeline.EMPTY;
        for (Announced each : all) {
            timeline = timeline.with(each);
        }
        return timeline;
    }

    @Test
    void shouldHaveEachInForceFromItsTimeOn() {
        Timeline timeline = of(announced("a", Announced.ALWAYS), announced("b", 100), announced("c", 200));

        assertThat(timeline.at(Long.MIN_VALUE).version()).isEqualTo("a");
        assertThat(timeline.at(99).version()).isEqualTo("a");
        assertThat(timeline.at(100).version()).isEqualTo("b");
        assertThat(timeline.at(199).version()).isEqualTo("b");
        assertThat(timeline.at(Long.MAX_VALUE).version()).isEqualTo("c");
    }

    @Test
    void shouldTakeBackWhatWasPlannedForLater() {
        Timeline timeline = of(announced("a", Announced.ALWAYS), announced("planned", 200), announced("b", 100));

        assertThat(timeline.at(300).version()).isEqualTo("b");
        assertThat(timeline.at(99).version()).isEqualTo("a");
        assertThat(timeline.newest().orElseThrow().version()).isEqualTo("b");
    }

    @Test
    void shouldHoldForAllTimesWhatIsAnnouncedWithoutOne() {
        Timeline timeline = of(announced("a", Announced.ALWAYS), announced("b", 100), announced("c", Announced.ALWAYS));

        assertThat(timeline.at(0).version()).isEqualTo("c");
        assertThat(timeline.at(150).version()).isEqualTo("c");
    }

    @Test
    void shouldTakeTheFirstForTimesBeforeAll() {
        assertThat(of(announced("a", 100)).at(0).version()).isEqualTo("a");
    }

    @Test
    void shouldNotMakeUpWhatNobodyAnnounced() {
        assertThat(Timeline.EMPTY.newest()).isEmpty();
        assertThatThrownBy(() -> Timeline.EMPTY.at(0)).hasMessage("nothing has been announced");
    }
}
