/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.Effective;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.ServiceException;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ConfigurationChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces settings to all instances, with the audit of it in one transaction. Of several instances that want to at once the last
 * one shuts the others out; these look again, and find that what they wanted has been announced.
 */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** In place of an agent in the audit: the change concerns all. */
    private static final String ALL_AGENTS = "*";

    private static final int TRANSACTION_MILLIS = 10_000;
    private static final int ATTEMPTS = 5;

    private final LeewayConfig config;
    private final Follower follower;
    private final Clock clock;
    private final String instance;

    /**
     * Announces for one instance.
     *
     * @param config what it runs with
     * @param follower knows what has been announced
     * @param clock wall clock
     * @param instance its name in announcements and audit
     */
    Announcer(LeewayConfig config, Follower follower, Clock clock, String instance) {
        this.config = config;
        this.follower = follower;
        this.clock = clock;
        this.instance = instance;
    }

    /** When settings that are announced are to be in force. */
    @FunctionalInterface
    interface Start {

        /**
         * An event time, epoch milliseconds.
         *
         * @param now time of the clock
         */
        long from(Instant now);

        /** From the first pane on that begins a lead after the clock. */
        static Start ahead(LeewayConfig config) {
            Duration lead = config.reload().lead();
            return now -> border(config, now.plus(lead));
        }

        /** From the first pane on that begins at a time or later. */
        static Start planned(LeewayConfig config, Instant time) {
            return now -> border(config, time);
        }

        private static long border(LeewayConfig config, Instant time) {
            long pane = config.defaults().pane().toMillis();
            return -Math.floorDiv(-time.toEpochMilli(), pane) * pane;
        }
    }

    /**
     * Announces settings, unless they are what was announced last.
     *
     * @return whether it was this instance that announced them
     * @throws ServiceException if they could not be announced
     */
    boolean announce(Effective wanted, Start start) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (Producer<byte[], byte[]> producer = open()) {
                producer.initTransactions();
                // Whoever was shut out by this has had its last word, which is read here.
                Optional<Announced> newest = follower.upToDate().newest();
                if (newest.filter(last -> last.text().equals(wanted.live())).isPresent()) {
                    return false;
                }
                if (send(producer, wanted, newest, start)) {
                    follower.upToDate();
                    return true;
                }
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.debug("another instance announces at the same time: looking again at what", e);
            } catch (UnknownSettingsException e) {
                throw new ServiceException(e.getMessage(), e);
            } catch (KafkaException e) {
                throw new ServiceException(
                        "the configuration could not be announced: "
                                + (e.getCause() == null ? e : e.getCause()).getMessage(),
                        e);
            }
        }
        throw new ServiceException("the configuration could not be announced in " + ATTEMPTS + " attempts");
    }

    /** False if it took too long: an instance might already count on there being nothing. */
    private boolean send(Producer<byte[], byte[]> producer, Effective wanted, Optional<Announced> newest, Start start) {
        Instant now = clock.instant();
        long from = start.from(now);
        String reason = newest.map(last -> changes(wanted, last)).orElse(null);
        producer.beginTransaction();
        var unused = producer.send(announcement(wanted, now, from, reason));
        newest.ifPresent(last -> {
            var unusedAudit = producer.send(audit(wanted, last, now, from, reason));
        });
        producer.flush();
        Duration took = Duration.between(now, clock.instant());
        if (took.compareTo(config.reload().lead().dividedBy(2)) > 0) {
            producer.abortTransaction();
            return false;
        }
        producer.commitTransaction();
        return true;
    }

    private static String changes(Effective wanted, Announced before) {
        return before.settings().isEmpty()
                ? "what was in force is not valid beside keys that cannot change, and have been changed"
                : String.join("\n", wanted.withLive(before.text()).changesTo(wanted));
    }

    private ProducerRecord<byte[], byte[]> announcement(Effective wanted, Instant now, long from, String reason) {
        ConfigurationChange change = ConfigurationChange.newBuilder()
                .setEffectiveFrom(from == Announced.ALWAYS ? null : Instant.ofEpochMilli(from))
                .setPublishedAt(Instant.ofEpochMilli(now.toEpochMilli()))
                .setPublishedBy(instance)
                .setConfigVersion(wanted.config().configVersion())
                .setSettings(wanted.live())
                .setReason(reason)
                .build();
        return record(Topics.of(config).configurations(), config.applicationId(), change);
    }

    private ProducerRecord<byte[], byte[]> audit(
            Effective wanted, Announced before, Instant now, long from, String reason) {
        AuditRecord audit = AuditRecord.newBuilder()
                .setRecordedAt(Instant.ofEpochMilli(from == Announced.ALWAYS ? now.toEpochMilli() : from))
                .setAgentId(ALL_AGENTS)
                .setActor(instance)
                .setAction("configure")
                .setSubject("configuration")
                .setBefore(before.version())
                .setAfter(wanted.config().configVersion())
                .setReason(reason)
                .setConfigVersion(wanted.config().configVersion())
                .build();
        return record(Topics.of(config).audit(), new StreamKey(ALL_AGENTS, ""), audit);
    }

    private static <K, V> ProducerRecord<byte[], byte[]> record(Topics.Topic<K, V> topic, K key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                topic.key().serializer().serialize(topic.name(), key),
                topic.value().serializer().serialize(topic.name(), value));
    }

    private Producer<byte[], byte[]> open() {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.applicationId() + "-configuration");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
