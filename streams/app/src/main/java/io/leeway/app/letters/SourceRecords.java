/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import io.leeway.app.service.ServiceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds records where letters say they are. Best asked in the order of their places. Not thread-safe. */
public final class SourceRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_POLLS = 120;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Held> held = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> fetched = new TreeMap<>();
    private TopicPartition assigned;

    /** What a partition still has: from the first offset to before the last. */
    private record Held(long first, long last) {}

    /** Reads committed records through clients with these properties, without a consumer group. */
    public SourceRecords(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The record a letter is about; empty if it is there no more. */
    public Optional<ConsumerRecord<byte[], byte[]>> of(Letter letter) {
        int count = partitions.computeIfAbsent(
                letter.topic(), topic -> consumer.partitionsFor(topic).size());
        if (letter.place().partition() >= count) {
            return Optional.empty();
        }
        TopicPartition partition =
                new TopicPartition(letter.topic(), letter.place().partition());
        Held range = held.computeIfAbsent(partition, this::held);
        if (letter.place().offset() < range.first() || letter.place().offset() >= range.last()) {
            return Optional.empty();
        }
        if (!partition.equals(assigned)) {
            fetched.clear();
            consumer.assign(List.of(partition));
            assigned = partition;
        }
        return Optional.ofNullable(at(partition, letter.place().offset()));
    }

    private Held held(TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        return new Held(
                consumer.beginningOffsets(one).getOrDefault(partition, 0L),
                consumer.endOffsets(one).getOrDefault(partition, 0L));
    }

    private ConsumerRecord<byte[], byte[]> at(TopicPartition partition, long offset) {
        if (!fetched.isEmpty() && fetched.firstKey() <= offset && offset <= fetched.lastKey()) {
            return fetched.get(offset);
        }
        fetched.clear();
        consumer.seek(partition, offset);
        // A record that was compacted away is not there, and neither is one of a transaction that failed: then the next
        // one is.
        for (int i = 0; i < MOST_POLLS && consumer.position(partition) <= offset; i++) {
            consumer.poll(POLL).forEach(record -> fetched.put(record.offset(), record));
        }
        if (consumer.position(partition) <= offset) {
            throw new ServiceException(partition + " cannot be read at " + offset + "; is Kafka well?");
        }
        return fetched.get(offset);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
