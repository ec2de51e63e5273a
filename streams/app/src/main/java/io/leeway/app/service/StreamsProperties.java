/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.ContentHash;
import io.leeway.app.error.DeadLetters;
import io.leeway.app.error.DeserializationErrors;
import io.leeway.app.error.ProcessingErrors;
import io.leeway.app.error.ProductionErrors;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs: what this service needs, with the operator's {@code kafka} properties laid over it. */
public final class StreamsProperties {

    private static final int COMMIT_MILLIS = 1000;
    private static final int TRANSACTION_MILLIS = 60_000;
    private static final int POLL_RECORDS = 256;
    private static final int BUFFERED_RECORDS = 500;
    private static final long CACHE_BYTES = 64L << 20;

    private StreamsProperties() {}

    /** The properties of one instance. */
    public static Map<String, Object> of(LeewayConfig config, LeewayMetrics metrics) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        // Longer than the slowest round of embeddings: an aborted transaction costs a restore.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.putAll(config.kafka());

        // Not a matter of taste: panes close on offsets and results being committed together.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replicationFactor());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeserializationErrors.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingErrors.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionErrors.class);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                config.topics().deadLetters());
        properties.put(
                DeadLetters.CONFIG,
                new DeadLetters(
                        config.topics().deadLetters(),
                        ContentHash.of(config.privacy().hashSaltFile()),
                        config.deadLetterRawValues(),
                        config.topicsOfOthers(),
                        metrics::countDeadLetter));
        return properties;
    }
}
