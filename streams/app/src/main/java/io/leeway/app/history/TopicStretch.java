/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.service.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** A stretch of a topic, from its beginning or a time to where it ended at first; it can be read again and again. */
final class TopicStretch {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> client;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Long> beginnings;

    /**
     * A stretch.
     *
     * @param client reads it; nothing else may be done with it meanwhile
     * @param topic the topic
     * @param since leaves out what was appended before, if the topic's timestamps are those of appending; null for nothing
     * @throws ServiceException if the topic does not exist
     */
    TopicStretch(KafkaConsumer<byte[], byte[]> client, String topic, Instant since) {
        this.client = client;
        this.topic = topic;
        partitions = client.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new ServiceException("topic " + topic + " does not exist; has the service run on this Kafka?");
        }
        client.assign(partitions);
        ends = client.endOffsets(partitions);
        beginnings = new HashMap<>(client.beginningOffsets(partitions));
        if (since != null) {
            skip(since);
        }
    }

    /** How many offsets it has. */
    long size() {
        return partitions.stream()
                .mapToLong(partition -> ends.get(partition) - beginnings.get(partition))
                .sum();
    }

    /**
     * Reads it once.
     *
     * @param records takes each record
     * @param progress is told now and then how many offsets have been passed
     * @throws ServiceException if nothing more comes before its end
     */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> records, LongConsumer progress) {
        client.resume(partitions);
        beginnings.forEach(client::seek);
        long begun = position();
        long waited = 0;
        while (partitions.stream().anyMatch(partition -> client.position(partition) < ends.get(partition))) {
            long before = position();
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    records.accept(record);
                }
            }
            waited = patient(position() > before ? 0 : waited + POLL.toMillis());
            progress.accept(Math.min(position() - begun, size()));
        }
    }

    private void skip(Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = client.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            // Only append times are in the order of offsets.
            if (isByAppendTime(partition)) {
                OffsetAndTimestamp first = found.get(partition);
                beginnings.put(partition, first == null ? ends.get(partition) : first.offset());
            }
        }
    }

    private boolean isByAppendTime(TopicPartition partition) {
        client.pause(partitions);
        client.resume(List.of(partition));
        client.seek(partition, beginnings.get(partition));
        long waited = 0;
        while (client.position(partition) < ends.get(partition)) {
            Iterator<ConsumerRecord<byte[], byte[]>> first = client.poll(POLL).iterator();
            if (first.hasNext()) {
                return first.next().timestampType() == TimestampType.LOG_APPEND_TIME;
            }
            waited = patient(waited + POLL.toMillis());
        }
        return false;
    }

    private long position() {
        return partitions.stream().mapToLong(client::position).sum();
    }

    private long patient(long waited) {
        if (waited > PATIENCE.toMillis()) {
            throw new ServiceException(topic + " cannot be read to its end; is Kafka well?");
        }
        return waited;
    }
}
