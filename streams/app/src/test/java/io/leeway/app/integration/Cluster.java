/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.embedded.EmbeddedKafka;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayService;
import io.leeway.app.service.TopicAdmin;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker of its own with one input topic, and what it takes to run the service on it. */
final class Cluster implements AutoCloseable {

    /** The input topic. */
    static final String INPUT = "agent-inputs";

    private final EmbeddedKafka kafka;
    private final Path directory;

    private Cluster(EmbeddedKafka kafka, Path directory) {
        this.kafka = kafka;
        this.directory = directory;
    }

    /** A new broker, with the input topic in so many partitions. */
    static Cluster start(Path directory, int inputPartitions) throws InterruptedException, ExecutionException {
        Cluster cluster = new Cluster(EmbeddedKafka.start(directory.resolve("kafka")), directory);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(INPUT, inputPartitions, (short) 1)))
                    .all()
                    .get();
        }
        return cluster;
    }

    /** What every run here is configured with, for an instance that keeps its state under this name. */
    Map<String, String> settings(String instance) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        // What a killed instance holds is given up after this; the broker allows no less.
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "500");
        settings.put("kafka.commit.interval.ms", "200");
        settings.put("application-id", "it");
        settings.put("replication-factor", "1");
        settings.put("state-dir", directory.resolve(instance).toString());
        settings.put("partitions", "2");
        settings.put("threads", "2");
        settings.put("idle-timeout", "3s");
        settings.put("defaults.windows", "[10m, 30m]");
        settings.put("defaults.references.trailing.gap", "30m");
        return settings;
    }

    static LeewayConfig config(Map<String, String> settings) {
        return LeewayConfig.parse("integration test", "", Map.of(), settings);
    }

    LeewayConfig config() {
        return config(settings("state"));
    }

    /** Creates the output topics as the service does, so that they can be read before it runs. */
    void createOutputs(LeewayConfig config) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicAdmin(admin).createOutputs(Topics.of(config), config.partitions(), (short) 1);
        }
    }

    /** Creates another input topic, of which nothing is deleted however old it says it is. */
    void create(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicAdmin(admin).create(topic, partitions, (short) 1, Map.of("retention.ms", "-1"));
        }
    }

    /** Creates a topic of which the newest record of each key is kept. */
    void createCompacted(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicAdmin(admin).create(topic, partitions, (short) 1, Map.of("cleanup.policy", "compact"));
        }
    }

    /** Creates a topic of one partition. */
    void create(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicAdmin(admin).create(topic, 1, (short) 1, Map.of());
        }
    }

    static LeewayService serve(LeewayConfig config, Embedder embedder, MeterRegistry meters) {
        return LeewayService.start(config, embedder, new LeewayMetrics(meters));
    }

    /** Sends events in their order without a key, to one partition after the other; returns when they are stored. */
    void spread(List<Traffic.Event> events, int partitions) throws InterruptedException, ExecutionException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            records.add(record(i % partitions, null, events.get(i)));
        }
        send(records);
    }

    /** Sends events in their order, keyed by agent. */
    void keyed(List<Traffic.Event> events) throws InterruptedException, ExecutionException {
        send(events.stream()
                .map(event -> record(null, event.agent().getBytes(StandardCharsets.UTF_8), event))
                .toList());
    }

    /** Sends records in their order; returns where each one is when all are stored. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> sent.add(producer.send(record)));
            producer.flush();
        }
        List<RecordMetadata> stored = new ArrayList<>();
        for (Future<RecordMetadata> each : sent) {
            stored.add(each.get());
        }
        return stored;
    }

    static ProducerRecord<byte[], byte[]> record(Integer partition, byte[] key, Traffic.Event event) {
        return new ProducerRecord<>(INPUT, partition, key, event.json().getBytes(StandardCharsets.UTF_8));
    }

    /** The value of a counter, 0 if nothing was counted. */
    static double count(MeterRegistry meters, String name, String... tags) {
        return Optional.ofNullable(meters.find(name).tags(tags).counter())
                .map(io.micrometer.core.instrument.Counter::count)
                .orElse(0.0);
    }

    @Override
    public void close() {
        kafka.close();
    }
}
