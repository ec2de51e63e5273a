/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An agent compared with a pinned reference. */
class PinnedMonitorTest {

    @Test
    void shouldNotMeasureWhatGoesBySamplesWhereFewWereKept() {
        Monitored agent = new Monitored(
                Monitored.settings(Monitored.SETTINGS.windows(), new ReferenceSpec.PinnedFirst(Duration.ofHours(30))),
                new Traffic(6));

        agent.feed(30 * 60, Mix.NORMAL);

        Runs runs = agent.state().runs().get("pinned");
        assertThat(runs.maxima()
                        .get(new DetectorKey(DetectorKey.TEXT, Detector.EMBEDDING))
                        .maxima())
                .hasSizeGreaterThan(26);
        assertThat(runs.maxima()
                        .get(new DetectorKey(DetectorKey.TEXT, Detector.NOVEL_95))
                        .maxima())
                .as("the first 1,152 panes are sampled, nineteen hours")
                .hasSizeBetween(16, 19);
    }

    @Test
    void shouldCompareWithAPinnedReferenceAlone() {
        MonitorSettings settings = Monitored.settings(
                Monitored.SETTINGS.windows(), new ReferenceSpec.PinnedFirst(Duration.ofMinutes(150)));
        Monitored agent = new Monitored(settings, new Traffic(18));
        agent.feed(150, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);

        agent.feed(350, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.opened).isEmpty();

        agent.feed(30, new Mix(0.3, 1, 0, 0));
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
        assertThat(agent.opened.get(0).evidence().reference().end()).isEqualTo(Traffic.start(150));
    }
}
