/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.Effective;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.InForce;
import io.leeway.app.live.LiveConfiguration;
import io.leeway.app.live.LiveStatus;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<LiveConfiguration> live;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private LeewayService(KafkaStreams streams, AdminFrontier frontier, Optional<LiveConfiguration> live) {
        this.streams = streams;
        this.frontier = frontier;
        this.live = live;
    }

    /**
     * Starts an instance that is alone: finds the input topics, creates missing output topics, and runs with a configuration
     * that does not change.
     *
     * @param config the configuration
     * @param embedder the model, which the caller closes after the service
     * @param metrics what is counted
     * @throws ServiceException if an input topic is missing or the broker cannot be reached
     */
    public static LeewayService start(LeewayConfig config, Embedder embedder, LeewayMetrics metrics) {
        prepare(config);
        return start(config, Optional.empty(), embedder, metrics);
    }

    /**
     * Starts one of any number of instances, which agree on what agents are monitored with.
     *
     * @param started the configuration
     * @param source where it was read, to be looked at for changes; empty for no changes
     * @param embedder the model, which the caller closes after the service
     * @param metrics what is counted
     * @throws ServiceException if an input topic is missing or the broker cannot be reached
     */
    public static LeewayService start(
            Effective started, Optional<ConfigSource> source, Embedder embedder, LeewayMetrics metrics) {
        prepare(started.config());
        LiveConfiguration live = LiveConfiguration.start(started, source, metrics, Clock.systemUTC());
        try {
            return start(started.config(), Optional.of(live), embedder, metrics);
        } catch (RuntimeException e) {
            live.close();
            throw e;
        }
    }

    private static void prepare(LeewayConfig config) {
        try (Admin admin = Admin.create(new HashMap<>(config.kafka()))) {
            TopicAdmin topics = new TopicAdmin(admin);
            topics.partitions(sources(config));
            topics.requireCorpora(config.corpora().topics().stream()
                    .map(LeewayConfig.Input::topic)
                    .toList());
            topics.createOutputs(Topics.of(config), config.partitions(), config.replicationFactor());
        }
    }

    private static List<String> sources(LeewayConfig config) {
        return config.inputs().stream().map(LeewayConfig.Input::topic).toList();
    }

    private static LeewayService start(
            LeewayConfig config, Optional<LiveConfiguration> live, Embedder embedder, LeewayMetrics metrics) {
        Map<String, Object> adminProperties = new HashMap<>(config.kafka());
        Set<SourcePartition> sources;
        try (Admin admin = Admin.create(adminProperties)) {
            sources = new TopicAdmin(admin).partitions(sources(config));
        }
        Clock clock = Clock.systemUTC();
        String repartition = config.applicationId() + "-" + Topics.PARTIALS.name() + "-repartition";
        Map<String, Object> properties = StreamsProperties.of(config, metrics);
        StreamsConfig streamsConfig = new StreamsConfig(properties);
        Duration commits = Duration.ofMillis(streamsConfig.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
        AdminFrontier frontier = new AdminFrontier(
                Admin.create(adminProperties), config.applicationId(), repartition, sources, commits, clock);
        InForce inForce = live.isPresent() ? live.get() : InForce.always(config.live());
        Topology topology =
                DriftTopology.of(config, inForce, new Ports(embedder, clock, sources, frontier, metrics), properties);
        KafkaStreams streams = new KafkaStreams(topology, streamsConfig);
        LeewayService service = new LeewayService(streams, frontier, live);
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

    /** What is in force; empty if that does not change. */
    public Optional<LiveStatus> configuration() {
        return live.map(LiveConfiguration::status);
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
        live.ifPresent(LiveConfiguration::close);
    }
}
