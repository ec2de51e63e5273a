/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.alert.CloudEvents;
import io.leeway.app.bridge.AlertSamples;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.DriftAlert;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes alerts as the service does: its serialisers and headers, in transactions. */
final class AlertTopic implements AutoCloseable {

    private final LeewayConfig config;
    private final Topics.Topic<String, DriftAlert> topic;
    private final Producer<byte[], byte[]> producer;

    AlertTopic(LeewayConfig config) {
        this.config = config;
        this.topic = Topics.of(config).alerts();
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.kafka().get("bootstrap.servers"));
        properties.put("transactional.id", "alerts-" + topic.name() + "-" + config.alerts());
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes alerts in one transaction. */
    void write(DriftAlert... alerts) {
        producer.beginTransaction();
        for (DriftAlert alert : alerts) {
            send(alert);
        }
        producer.commitTransaction();
    }

    /** Writes an alert in a transaction that is rolled back. */
    void writeInVain(DriftAlert alert) {
        producer.beginTransaction();
        send(alert);
        producer.flush();
        producer.abortTransaction();
    }

    /** Writes a value that is no alert, or the end of a key. */
    void writeRaw(String key, byte[] value) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
        producer.commitTransaction();
    }

    private void send(DriftAlert alert) {
        String key = AlertSamples.key(alert);
        var unused = producer.send(new ProducerRecord<>(
                topic.name(),
                null,
                topic.key().serializer().serialize(topic.name(), key),
                topic.value().serializer().serialize(topic.name(), alert),
                CloudEvents.headers(key, alert, config.alerts())));
    }

    @Override
    public void close() {
        producer.close();
    }
}
