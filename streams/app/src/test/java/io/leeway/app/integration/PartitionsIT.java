/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How events are spread over partitions changes nothing. */
@Execution(ExecutionMode.CONCURRENT)
class PartitionsIT {

    private static final List<Traffic.Event> EVENTS =
            Traffic.merged(Traffic.drifting("support", 180), Traffic.steady("sales", 180));

    @TempDir
    Path directory;

    private interface Sending {
        void through(Cluster cluster) throws InterruptedException, ExecutionException;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldNotDependOnTheNumberOfPartitions(int partitions) throws Exception {
        shouldBeTheSame(partitions, cluster -> cluster.spread(EVENTS, partitions));
    }

    @Test
    void shouldNotDependOnKeys() throws Exception {
        shouldBeTheSame(8, cluster -> cluster.keyed(EVENTS));
    }

    /**
     * Each partition gets a batch of eight minutes and a quarter at a time, as producers send them. One event then closes
     * two panes of its partition, and the last pane of a partition is long past in others.
     */
    @Test
    void shouldNotDependOnTheSizeOfBatches() throws Exception {
        int batch = 2 * (8 * Traffic.PER_PANE + Traffic.PER_PANE / 4);
        shouldBeTheSame(
                4,
                cluster -> cluster.send(IntStream.range(0, EVENTS.size())
                        .mapToObj(i -> Cluster.record(i / batch % 2 + (i % 3 == 0 ? 0 : 2), null, EVENTS.get(i)))
                        .toList()));
    }

    private void shouldBeTheSame(int partitions, Sending sending) throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, partitions)) {
            LeewayConfig config = cluster.config();
            Results expected = Results.ofReplay(config, embedder, EVENTS);
            sending.through(cluster);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Outputs outputs = new Outputs(config)) {
                outputs.awaitPanes(expected.panes().size());
                service.close();
                Results actual = outputs.drained();
                assertThat(Cluster.count(meters, "leeway.events.late"))
                        .as("late events")
                        .isZero();
                assertThat(actual.panes()).isEqualTo(expected.panes());
                assertThat(actual.reports()).isEqualTo(expected.reports());
                assertThat(actual.alerts()).isEqualTo(expected.alerts()).isNotEmpty();
            }
        }
    }
}
