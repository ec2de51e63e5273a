/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances come and go, and nobody can tell from the results. */
class RebalanceIT {

    private static final int PARTITIONS = 8;
    private static final List<Traffic.Event> EVENTS =
            Traffic.merged(Traffic.drifting("support", 180), Traffic.steady("sales", 180));

    /** The end of a pane, so that the pause in the traffic does not make anything late. */
    private static final int HALF = EVENTS.size() / 2;

    @TempDir
    Path directory;

    @Test
    void shouldGiveTheSameResultsWhenInstancesJoinAndLeave() throws Exception {
        try (Embedder embedder = Hindered.slow(HashingEmbedder.of(64), Duration.ofMillis(1));
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            LeewayConfig one = Cluster.config(cluster.settings("one"));
            LeewayConfig two = Cluster.config(cluster.settings("two"));
            Results expected = Results.ofReplay(one, embedder, EVENTS);
            int all = expected.panes().size();
            SimpleMeterRegistry first = new SimpleMeterRegistry();
            SimpleMeterRegistry second = new SimpleMeterRegistry();
            cluster.spread(EVENTS.subList(0, HALF), PARTITIONS);
            cluster.createOutputs(one);
            try (Outputs outputs = new Outputs(one);
                    LeewayService leaving = Cluster.serve(one, embedder, first)) {
                outputs.awaitPanes(all / 8);
                try (LeewayService staying = Cluster.serve(two, embedder, second)) {
                    outputs.await("a second instance", () -> staying.state() == KafkaStreams.State.RUNNING);
                    cluster.spread(EVENTS.subList(HALF, EVENTS.size()), PARTITIONS);
                    outputs.await("events in the second", () -> Cluster.count(second, "leeway.events") > 0);
                    outputs.awaitPanes(all / 2);
                    leaving.close();
                    outputs.awaitPanes(all);
                    outputs.await("the second alone", () -> staying.state() == KafkaStreams.State.RUNNING);
                }
                Results actual = outputs.drained();
                assertThat(Cluster.count(first, "leeway.events"))
                        .as("events in the first")
                        .isPositive();
                assertThat(actual.panes()).isEqualTo(expected.panes());
                assertThat(actual.reports()).isEqualTo(expected.reports());
                assertThat(actual.alerts()).isEqualTo(expected.alerts()).isNotEmpty();
            }
        }
    }
}
