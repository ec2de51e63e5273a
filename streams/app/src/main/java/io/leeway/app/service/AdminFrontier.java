/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.pane.InputFrontier;
import io.leeway.app.pane.LocalPaneProcessor;
import io.leeway.app.pane.SourcePartition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frontier as the broker knows it, from end offsets and committed offsets.
 *
 * <p>Two steps, each a {@link Watermark}. An input partition is processed up to time t once the group's committed offset
 * has reached the end offset that was read at t. What came of it has reached a merging task once that task's committed
 * offset in the repartition topic has reached an end offset that was read after the first step was seen, and after the
 * events that stay with the reading task for a while have been sent on. Offsets and results are committed in one
 * transaction, so neither can be ahead of the other.
 */
public final class AdminFrontier implements InputFrontier, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminFrontier.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TIMEOUT_SECONDS = 20;

    /** For a commit on its way. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Admin admin;
    private final String group;
    private final String repartitionTopic;
    private final Set<TopicPartition> inputs;
    private final Clock clock;
    private final long held;
    private final ScheduledExecutorService poller;
    private final Map<TopicPartition, Watermark<Long>> processed = new HashMap<>();
    private final Map<TopicPartition, Watermark<Map<TopicPartition, Long>>> merged = new HashMap<>();
    private final Deque<Processed> unsent = new ArrayDeque<>();
    private Map<TopicPartition, Long> sentOn = Map.of();
    private volatile Map<Integer, Map<TopicPartition, Long>> reached = Map.of();

    private record Processed(long seenAt, Map<TopicPartition, Long> upTo) {}

    /**
     * A frontier that reads nothing before {@link #start}.
     *
     * @param admin a client of its own, closed with the frontier
     * @param group the application id
     * @param repartitionTopic full name of the topic of partial panes
     * @param sources all input partitions
     * @param commitInterval how often the group commits
     * @param clock wall clock
     */
    public AdminFrontier(
            Admin admin,
            String group,
            String repartitionTopic,
            Set<SourcePartition> sources,
            Duration commitInterval,
            Clock clock) {
        this.admin = admin;
        this.group = group;
        this.repartitionTopic = repartitionTopic;
        this.inputs = sources.stream()
                .map(source -> new TopicPartition(source.topic(), source.partition()))
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
        this.held = LocalPaneProcessor.LONGEST_UNSENT
                .plus(commitInterval)
                .plus(SLACK)
                .toMillis();
        this.poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "input-frontier");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to read offsets. */
    public void start() {
        var unused = poller.scheduleWithFixedDelay(this::poll, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public long processedUpTo(SourcePartition source, int reader) {
        return reached.getOrDefault(reader, Map.of())
                .getOrDefault(new TopicPartition(source.topic(), source.partition()), Long.MIN_VALUE);
    }

    private void poll() {
        try {
            read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | KafkaException e) {
            // The next poll tries again; until then panes that wait for it stay open.
            LOG.debug("offsets could not be read", e);
        }
    }

    private void read() throws InterruptedException, ExecutionException {
        long now = clock.millis();
        Map<TopicPartition, Long> inputEnds = offsets(inputs, OffsetSpec.latest());
        Map<TopicPartition, Long> inputStarts = offsets(inputs, OffsetSpec.earliest());
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, Long> processedUpTo = new HashMap<>();
        inputEnds.forEach((partition, end) -> {
            Watermark<Long> mark = processed.computeIfAbsent(partition, key -> new Watermark<>(Long.MIN_VALUE));
            mark.expect(end, now);
            // Nothing is ever committed for a partition whose records have all expired.
            mark.reach(Math.max(committed.getOrDefault(partition, 0L), inputStarts.get(partition)));
            processedUpTo.put(partition, mark.reached());
        });
        hold(Map.copyOf(processedUpTo));
        Set<TopicPartition> repartitions = repartitions();
        Map<Integer, Map<TopicPartition, Long>> next = new HashMap<>();
        offsets(repartitions, OffsetSpec.latest()).forEach((partition, end) -> {
            Watermark<Map<TopicPartition, Long>> mark =
                    merged.computeIfAbsent(partition, key -> new Watermark<>(Map.of()));
            mark.expect(end, sentOn);
            mark.reach(committed.getOrDefault(partition, 0L));
            next.put(partition.partition(), mark.reached());
        });
        reached = Map.copyOf(next);
    }

    private void hold(Map<TopicPartition, Long> processedUpTo) {
        long seenAt = clock.millis();
        unsent.addLast(new Processed(seenAt, processedUpTo));
        while (unsent.peekFirst().seenAt() + held <= seenAt) {
            sentOn = unsent.pollFirst().upTo();
        }
    }

    private Set<TopicPartition> repartitions() throws InterruptedException, ExecutionException {
        if (merged.isEmpty()) {
            return admin
                    .describeTopics(Set.of(repartitionTopic))
                    .allTopicNames()
                    .get()
                    .get(repartitionTopic)
                    .partitions()
                    .stream()
                    .map(partition -> new TopicPartition(repartitionTopic, partition.partition()))
                    .collect(Collectors.toSet());
        }
        return merged.keySet();
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .forEach((partition, result) -> offsets.put(partition, result.offset()));
        return offsets;
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (entry.getValue() != null) {
                committed.put(entry.getKey(), entry.getValue().offset());
            }
        }
        return committed;
    }

    @Override
    public void close() {
        poller.shutdownNow();
        try {
            poller.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close();
    }
}
