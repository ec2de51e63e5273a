/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.schemas.ConfigurationChange;
import io.leeway.schemas.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The announcements of one application on the topic that it may share with others, from the first on. Its one partition is
 * read without a group. Not thread-safe.
 */
final class ConfigurationTopic implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final TopicPartition partition;
    private final String application;

    ConfigurationTopic(Map<String, String> kafka, String topic, String application) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.partition = new TopicPartition(topic, 0);
        this.application = application;
        this.admin = Admin.create(new HashMap<>(kafka));
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Where the topic ends, behind records of transactions that are not decided yet too: who has read up to there has seen all
     * that was written by now.
     */
    long end() {
        try {
            return admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Whether everything before an offset has been read. */
    boolean reached(long offset) {
        return consumer.position(partition) >= offset;
    }

    /**
     * Passes on what has come since the last call, waiting so long if nothing has.
     *
     * @throws io.leeway.schemas.UndecodableRecordException if an announcement cannot be read
     */
    void poll(Duration wait, Consumer<ConfigurationChange> changes) {
        consumer.poll(wait).forEach(record -> {
            boolean own = record.key() != null
                    && application.equals(new String(record.key(), StandardCharsets.UTF_8))
                    && record.value() != null;
            if (own) {
                changes.accept(Records.CONFIGURATION_CHANGE.decode(record.value()));
            }
        });
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
