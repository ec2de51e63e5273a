/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.LeewayConfig;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what the service has committed, and keeps none of it. */
final class Tally implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LeewayConfig config;
    private final Set<String> ofEvents;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SortedMap<String, Integer> refused = new TreeMap<>();
    private final SortedMap<String, Integer> reasons = new TreeMap<>();
    private long events;

    /**
     * Reads from the beginning; the topics must exist.
     *
     * @param ofEvents reasons of letters about one event of a record that was read
     */
    Tally(LeewayConfig config, Set<String> ofEvents) {
        this.config = config;
        this.ofEvents = ofEvents;
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(
                        config.topics().panes(), config.topics().deadLetters())
                .stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until it is so. */
    void await(String what, BooleanSupplier reached) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; " + events + " events in panes, "
                        + refused + " refused, " + reasons);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.topic().equals(config.topics().panes())) {
                    events += Records.PANE_SUMMARY.decode(record.value()).getEvents();
                } else {
                    letter(record.value());
                }
            }
        }
    }

    private void letter(byte[] value) {
        JsonNode letter;
        try {
            letter = JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String reason = letter.path("reason").asText();
        reasons.merge(reason, 1, Integer::sum);
        if (!letter.has("element") && !ofEvents.contains(reason)) {
            refused.merge(letter.path("topic").asText(), 1, Integer::sum);
        }
    }

    /** Records of which nothing was of use, by topic. */
    Map<String, Integer> refused() {
        return refused;
    }

    /** Dead letters by reason. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** Events in closed panes. */
    long events() {
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
