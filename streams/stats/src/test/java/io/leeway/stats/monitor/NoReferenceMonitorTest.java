/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent without a baseline, compared with its own near past. */
class NoReferenceMonitorTest {

    private static final MonitorSettings NONE =
            Monitored.settings(Monitored.SETTINGS.windows(), new ReferenceSpec.None());

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldFindAChangeSoonAfterTheFirstPanesAndResolveItWhenItEnds(long seed) {
        Monitored agent = new Monitored(NONE, new Traffic(seed));
        agent.feed(50, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);
        agent.feed(50, Mix.NORMAL);
        assertThat(agent.opened).as("seed %s", seed).isEmpty();

        agent.feed(40, new Mix(0.3, 1, 0, 0));
        assertThat(agent.openedFamilies()).as("seed %s", seed).containsExactly(Family.TEXT);
        assertThat(agent.opened.get(0).evidence().reference().name()).isEqualTo("none");
        assertThat(agent.opened.get(0).evidence().witnesses()).isNotEmpty();

        agent.feed(80, Mix.NORMAL);
        assertThat(agent.resolved).as("seed %s", seed).hasSize(1);
        agent.feed(150, Mix.NORMAL);
        assertThat(agent.openedFamilies()).as("seed %s", seed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldStaySilentOnTrafficThatDoesNotChange(long seed) {
        Monitored agent = new Monitored(NONE, new Traffic(seed));

        agent.feed(700, Mix.NORMAL);

        assertThat(agent.opened).as("seed %s", seed).isEmpty();
        assertThat(agent.last().tests())
                .extracting(test -> (agent.last().paneEnd() - test.windowStart()) / Traffic.PANE)
                .containsOnly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L);
        assertThat(agent.last().tests()).extracting(Tested::window).containsOnly(3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void shouldCompareEachReferenceWithItsOwnWindows() {
        MonitorSettings both = Monitored.settings(
                Monitored.SETTINGS.windows(),
                new ReferenceSpec.None(),
                new ReferenceSpec.Trailing(Duration.ofDays(1), Duration.ofMinutes(30)));
        Monitored agent = new Monitored(both, new Traffic(20));

        agent.feed(400, Mix.NORMAL);

        assertThat(agent.opened).isEmpty();
        assertThat(agent.last().tests())
                .allSatisfy(test -> assertThat(test.window() >= 3)
                        .isEqualTo(test.reference().equals("none")))
                .anyMatch(test -> test.reference().equals("none"))
                .anyMatch(test -> test.reference().equals("trailing"));
    }
}
