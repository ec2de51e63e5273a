/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: the topology, its Kafka clients and their end. */
public final class LeewayService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeewayService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaStreams streams;
    private final AdminFrontier frontier;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private LeewayService(KafkaStreams streams, AdminFrontier frontier) {
        this.streams = streams;
        this.frontier = frontier;
    }

    /**
     * Starts an instance: finds the input topics, creates missing output topics, and runs.
     *
     * @param config the configuration
     * @param embedder the model, which the caller closes after the service
     * @param metrics what is counted
     * @throws ServiceException if an input topic is missing or the broker cannot be reached
     */
    public static LeewayService start(LeewayConfig config, Embedder embedder, LeewayMetrics metrics) {
        Map<String, Object> adminProperties = new HashMap<>(config.kafka());
        Set<SourcePartition> sources;
        try (Admin admin = Admin.create(adminProperties)) {
            TopicAdmin topics = new TopicAdmin(admin);
            sources = topics.partitions(
                    config.inputs().stream().map(LeewayConfig.Input::topic).toList());
            topics.requireCorpora(config.corpora().topics().stream()
                    .map(LeewayConfig.Input::topic)
                    .toList());
            topics.createOutputs(Topics.of(config).all(), config.partitions(), config.replicationFactor());
        }
        Clock clock = Clock.systemUTC();
        String repartition = config.applicationId() + "-" + Topics.PARTIALS.name() + "-repartition";
        Map<String, Object> properties = StreamsProperties.of(config, metrics);
        StreamsConfig streamsConfig = new StreamsConfig(properties);
        Duration commits = Duration.ofMillis(streamsConfig.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
        AdminFrontier frontier = new AdminFrontier(
                Admin.create(adminProperties), config.applicationId(), repartition, sources, commits, clock);
        Topology topology =
                DriftTopology.of(config, new Ports(embedder, clock, sources, frontier, metrics), properties);
        KafkaStreams streams = new KafkaStreams(topology, streamsConfig);
        LeewayService service = new LeewayService(streams, frontier);
        service.run();
        return service;
    }

    private void run() {
        ReplacementBudget replacements = new ReplacementBudget(Clock.systemUTC());
        streams.setUncaughtExceptionHandler(error -> {
            if (replacements.allows()) {
                LOG.error("a stream thread failed and is replaced", error);
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
            }
            LOG.error("stream threads keep failing; the service stops", error);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.info("state {} (was {})", now, before);
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                stopped.countDown();
            }
        });
        frontier.start();
        streams.start();
    }

    /** The metrics of Kafka Streams and its clients. */
    public MeterBinder metrics() {
        return new KafkaStreamsMetrics(streams);
    }

    /** The state of Kafka Streams. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Whether it has not stopped, for whatever reason. */
    public boolean running() {
        return stopped.getCount() > 0;
    }

    /** Waits until the service has stopped, whether asked to or not; true if it failed. */
    public boolean awaitStop() throws InterruptedException {
        stopped.await();
        return streams.state() == KafkaStreams.State.ERROR || streams.state() == KafkaStreams.State.PENDING_ERROR;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        frontier.close();
    }
}
