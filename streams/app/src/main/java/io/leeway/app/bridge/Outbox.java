/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.config.BridgeSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts topic as the outbox of one target: what the target has is committed, everything else is still to be
 * delivered, in the order of each partition. A record counts as delivered when {@link #done} says so and not before.
 *
 * <p>While records wait, nothing more is fetched, and polling only keeps the membership of the consumer group.
 */
final class Outbox implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Consumer<byte[], byte[]> consumer;
    private final BridgeSettings.Start start;
    private final Form form;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final Map<TopicPartition, Long> deliveredBefore = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    /** Reads with a consumer that has a group and is closed with this. */
    Outbox(Consumer<byte[], byte[]> consumer, String topic, BridgeSettings.Start start, Form form) {
        this.consumer = consumer;
        this.start = start;
        this.form = form;
        consumer.subscribe(Set.of(topic), this);
    }

    /** The next record, after waiting for so long at most; the same one again until it is done. */
    Optional<ConsumerRecord<byte[], byte[]>> next(Duration patience) {
        if (waiting.isEmpty()) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        consumer.poll(patience).forEach(waiting::add);
        commit();
        return Optional.ofNullable(waiting.peek());
    }

    /** Whether the target got this record in an earlier run, or from another bridge. */
    boolean isHistory(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < deliveredBefore.getOrDefault(partition(record), 0L);
    }

    /** The first record need not be delivered again, ever. */
    void done() {
        ConsumerRecord<byte[], byte[]> record = waiting.remove();
        if (!isHistory(record)) {
            uncommitted.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
            commit();
        }
    }

    /** Whether nothing is known to be waiting. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    // What cannot be committed now is committed with what comes later, or delivered once more by the next owner.
    private void commit() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(uncommitted);
            uncommitted.clear();
        } catch (TimeoutException | RebalanceInProgressException | CommitFailedException e) {
            LOG.warn("{} not committed yet: {}", uncommitted.keySet(), e.getMessage());
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                // At once: what comes from here on must be delivered, even if we stop before anything was.
                offset = new OffsetAndMetadata(beginning(partition));
                consumer.commitSync(Map.of(partition, offset));
            }
            if (form.needsHistory()) {
                deliveredBefore.put(partition, offset.offset());
                consumer.seekToBeginning(Set.of(partition));
            }
        }
    }

    private long beginning(TopicPartition partition) {
        if (start == BridgeSettings.Start.LATEST) {
            consumer.seekToEnd(Set.of(partition));
        } else {
            consumer.seekToBeginning(Set.of(partition));
        }
        return consumer.position(partition);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        waiting.removeIf(record -> partitions.contains(partition(record)));
        for (TopicPartition partition : partitions) {
            uncommitted.remove(partition);
            deliveredBefore.remove(partition);
            form.forget(partition);
        }
    }

    @Override
    public void close() {
        commit();
        consumer.close();
    }
}
