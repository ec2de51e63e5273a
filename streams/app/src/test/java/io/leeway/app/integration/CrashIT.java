/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed without warning, again and again, and nobody can tell from the results. */
class CrashIT {

    private static final int PARTITIONS = 4;
    private static final List<Traffic.Event> EVENTS =
            Traffic.merged(Traffic.drifting("support", 180), Traffic.steady("sales", 180));

    @TempDir
    Path directory;

    @Test
    void shouldGiveTheSameResultsWhenItIsKilled() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            LeewayConfig config = Cluster.config(settings);
            Results expected = Results.ofReplay(config, embedder, EVENTS);
            int all = expected.panes().size();
            cluster.spread(EVENTS, PARTITIONS);
            cluster.createOutputs(config);
            try (Outputs outputs = new Outputs(config)) {
                for (int kill = 1; kill <= 3; kill++) {
                    try (ServiceProcess service = ServiceProcess.start(settings)) {
                        outputs.awaitPanes(all * kill / 5);
                        assertThat(service.isAlive())
                                .as("alive before kill " + kill)
                                .isTrue();
                        service.kill();
                        assertThat(outputs.drained().panes())
                                .as("panes at kill " + kill + ", which must fall in the middle")
                                .hasSizeLessThan(all);
                    }
                }
                try (ServiceProcess service = ServiceProcess.start(settings)) {
                    outputs.awaitPanes(all);
                    assertThat(service.isAlive()).isTrue();
                }
                Results actual = outputs.drained();
                assertThat(actual.panes()).isEqualTo(expected.panes());
                assertThat(actual.reports()).isEqualTo(expected.reports());
                assertThat(actual.alerts()).isEqualTo(expected.alerts()).isNotEmpty();
            }
        }
    }
}
