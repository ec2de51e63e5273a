/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traffic that does not change, under the default settings: 1,500 panes are a twenty-ninth of the run length asked for. */
class NullStreamTest {

    private static final int PANES = 1_500;

    /** Below this the methods promise a false-alarm rate for independent events only. */
    private static final long EVENTS_FOR_SESSIONS = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104})
    void shouldStaySilentOnIndependentEvents(long seed) {
        Monitored agent = new Monitored(MonitorSettings.DEFAULTS, new Traffic(seed));

        agent.feed(PANES, Mix.NORMAL);

        assertThat(agent.opened).as("seed %s", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203, 204})
    void shouldStaySilentOnSessionsOnceTheReferenceIsLarge(long seed) {
        Monitored agent = new Monitored(MonitorSettings.DEFAULTS, new Traffic(seed, 0.6));

        agent.feed(PANES, Mix.NORMAL);

        assertThat(agent.opened)
                .as("seed %s", seed)
                .allMatch(event -> event.evidence().reference().events() < EVENTS_FOR_SESSIONS);
        assertThat(agent.opened).as("seed %s", seed).hasSizeLessThanOrEqualTo(1);
    }
}
