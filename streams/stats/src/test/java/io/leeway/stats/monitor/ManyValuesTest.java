/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A category with more values than a summary keeps by name. */
class ManyValuesTest {

    @Test
    void shouldNotAlertWhenACategoryHasMoreValuesThanAreKept() {
        MonitorSettings settings = Monitored.settings(
                List.of(WindowSpec.ofDuration(Duration.ofMinutes(20))),
                new ReferenceSpec.Trailing(Duration.ofDays(3), Duration.ofMinutes(30)));
        Monitored agent = new Monitored(settings, new Traffic(17));
        Random random = new Random(17);
        // Once they are merged in pairs, panes hold more users than a summary keeps by name.
        for (int i = 0; i < 700; i++) {
            agent.observe(paneOfUsers(agent.next(), random));
        }

        assertThat(agent.last().tests())
                .anyMatch(test -> test.key().feature().equals("category:user"))
                .allMatch(test -> test.result().pValue() > 1e-4);
        assertThat(agent.opened).isEmpty();
    }

    private static PaneEntry paneOfUsers(long index, Random random) {
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < 200; i++) {
            String user = "user-" + random.nextInt(600);
            summary.add(
                    new Observation(
                            index + "-" + i,
                            null,
                            null,
                            Traffic.start(index),
                            TextState.MISSING,
                            null,
                            new TreeMap<>(),
                            new TreeMap<>(Map.of("user", user))),
                    null);
        }
        return new PaneEntry(Traffic.start(index), Traffic.start(index + 1), summary);
    }
}
