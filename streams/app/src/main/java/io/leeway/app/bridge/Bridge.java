/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.config.BridgeSettings;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.ContentHash;
import io.leeway.app.service.ServiceException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Forwards the alerts topic to the configured targets. Each target has a consumer group and a thread of its own, so that
 * one that is down holds up nobody else, and catches up when it is back. At least once; a repetition has the same
 * idempotency key.
 */
public final class Bridge implements AutoCloseable {

    private static final int RECORDS_AT_ONCE = 50;

    private final List<TargetThread> threads = new ArrayList<>();
    private final Producer<byte[], byte[]> producer;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Bridge(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Starts to forward.
     *
     * @throws ServiceException if there is no target, or a file with a secret cannot be used
     */
    public static Bridge start(LeewayConfig config, MeterRegistry registry) {
        BridgeSettings settings = config.bridge();
        if (settings.targets().isEmpty()) {
            throw new ServiceException(
                    "there is nobody to forward alerts to: name bridge.targets in the configuration");
        }
        ContentHash hash = ContentHash.of(config.privacy().hashSaltFile());
        HttpClient client = Endpoint.client(settings.requestTimeout());
        Bridge bridge = new Bridge(
                new KafkaProducer<>(producerProperties(config), new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            for (BridgeSettings.Target target : settings.targets()) {
                Form form = form(target, settings);
                bridge.add(config, target, form, endpoint(target, form, settings, client), hash, registry);
            }
        } catch (RuntimeException e) {
            bridge.close();
            throw e;
        }
        bridge.threads.forEach(TargetThread::start);
        return bridge;
    }

    private static Endpoint endpoint(
            BridgeSettings.Target target, Form form, BridgeSettings settings, HttpClient client) {
        Endpoint endpoint = new Endpoint(target, form.path(), settings.requestTimeout(), Clock.systemUTC(), client);
        try {
            endpoint.check();
        } catch (IOException e) {
            throw new ServiceException("bridge.targets." + target.name() + ": " + e.getMessage(), e);
        }
        return endpoint;
    }

    private static Form form(BridgeSettings.Target target, BridgeSettings settings) {
        return switch (target.kind()) {
            case ALERTMANAGER -> new AlertmanagerForm(settings, Clock.systemUTC());
            case SLACK -> new SlackForm(settings.link());
            case WEBHOOK -> new WebhookForm();
        };
    }

    private void add(
            LeewayConfig config,
            BridgeSettings.Target target,
            Form form,
            Endpoint endpoint,
            ContentHash hash,
            MeterRegistry registry) {
        BridgeSettings settings = config.bridge();
        Outbox outbox = new Outbox(
                new KafkaConsumer<>(
                        consumerProperties(config, target), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                config.topics().alerts(),
                settings.start(),
                form);
        Forwarder forwarder = new Forwarder(
                target.name(),
                outbox,
                form,
                endpoint,
                letter -> store(letter.toRecord(config.topics().deadLetters(), hash, config.deadLetterRawValues())),
                new Backoff(settings.firstRetry(), settings.longestRetry()),
                settings.resend(),
                new BridgeMetrics(registry, target.name()),
                new SplittableRandom());
        threads.add(new TargetThread(target, outbox, forwarder, stopped::countDown));
    }

    private Optional<String> store(ProducerRecord<byte[], byte[]> letter) throws InterruptedException {
        try {
            producer.send(letter).get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        }
    }

    /** The name of the consumer group of a target. */
    public static String group(LeewayConfig config, BridgeSettings.Target target) {
        return config.applicationId() + "-bridge-" + target.name();
    }

    private static Map<String, Object> consumerProperties(LeewayConfig config, BridgeSettings.Target target) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(config, target));
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, group(config, target));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // For offsets that are gone; where a target begins is decided when it gets a partition.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        return properties;
    }

    private static Map<String, Object> producerProperties(LeewayConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.applicationId() + "-bridge");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    /** Whether every target is worked for. */
    public boolean running() {
        return threads.stream().allMatch(TargetThread::isAlive);
    }

    /** How the targets do. */
    public List<TargetStatus> status() {
        return threads.stream().map(TargetThread::status).toList();
    }

    /** Returns when a target cannot be worked for any more, or throws when interrupted. */
    public void awaitFailure() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        threads.forEach(TargetThread::stop);
        threads.forEach(TargetThread::close);
        producer.close();
    }
}
