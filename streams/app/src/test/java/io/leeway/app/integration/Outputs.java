/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.util.Objects.requireNonNull;

import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything the service has written, read as any consumer should: committed records only. */
final class Outputs implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final LeewayConfig config;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Results.Collector collector = new Results.Collector();
    private final List<ConsumerRecord<byte[], byte[]>> alerts = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> panes = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    /** Reads from the beginning; the topics must exist. */
    Outputs(LeewayConfig config) {
        this.config = config;
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        LeewayConfig.Topics topics = config.topics();
        List<TopicPartition> partitions =
                List.of(topics.alerts(), topics.reports(), topics.panes(), topics.deadLetters()).stream()
                        .flatMap(topic -> partitionsOf(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private List<PartitionInfo> partitionsOf(String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions.isEmpty()) {
            throw new AssertionError("topic " + topic + " does not exist");
        }
        return partitions;
    }

    /** Reads on until it is so. */
    void await(String what, BooleanSupplier reached) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; there are "
                        + collector.paneCount() + " panes, " + alerts.size() + " alerts and " + deadLetters.size()
                        + " dead letters");
            }
            poll();
        }
    }

    /** Reads on until so many panes have been closed. */
    void awaitPanes(int count) {
        await(count + " panes", () -> collector.paneCount() >= count);
    }

    /** Reads what is there, to the end; for when the service has stopped. */
    Results drained() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Supplier<List<TopicPartition>> behind = () -> ends.keySet().stream()
                .filter(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))
                .toList();
        await("the end of all topics", () -> behind.get().isEmpty());
        return collector.results();
    }

    List<ConsumerRecord<byte[], byte[]>> alertRecords() {
        return alerts;
    }

    List<DriftAlert> alerts() {
        return alerts.stream()
                .map(record -> Records.DRIFT_ALERT.read(record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> paneRecords() {
        return panes;
    }

    List<PaneSummary> panes() {
        return panes.stream()
                .map(record -> Records.PANE_SUMMARY.decode(record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return deadLetters;
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(config.topics().alerts())) {
                alerts.add(record);
                collector.add(Records.DRIFT_ALERT.read(record.value()));
            } else if (record.topic().equals(config.topics().reports())) {
                collector.add(Records.DRIFT_REPORT.decode(record.value()));
            } else if (record.topic().equals(config.topics().panes())) {
                panes.add(record);
                collector.add(Records.PANE_SUMMARY.decode(record.value()));
            } else {
                deadLetters.add(record);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
