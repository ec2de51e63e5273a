/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.bridge.BridgeMetrics.Metric;
import io.leeway.app.error.DeadLetter;
import io.leeway.schemas.DriftAlerts;
import io.leeway.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the outbox has to one target, one record after the other. A target that is not there, or that takes
 * nothing, is tried again until it does; an alert that it refuses goes to the dead letters. Used by one thread.
 */
final class Forwarder {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final String REFUSED = "BRIDGE_REFUSED";

    /** Where refused records go. */
    @FunctionalInterface
    interface DeadLetterBox {
        /** Stores a letter; empty when it is stored, else why not. */
        Optional<String> store(DeadLetter letter) throws InterruptedException;
    }

    private final String name;
    private final Outbox outbox;
    private final Form form;
    private final Endpoint endpoint;
    private final DeadLetterBox deadLetters;
    private final Backoff backoff;
    private final Duration remindEvery;
    private final BridgeMetrics metrics;
    private final RandomGenerator random;

    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean misconfigured;
    private long notBefore = System.nanoTime();
    private long remindedAt = System.nanoTime();

    Forwarder(
            String name,
            Outbox outbox,
            Form form,
            Endpoint endpoint,
            DeadLetterBox deadLetters,
            Backoff backoff,
            Duration remindEvery,
            BridgeMetrics metrics,
            RandomGenerator random) {
        this.name = name;
        this.outbox = outbox;
        this.form = form;
        this.endpoint = endpoint;
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.remindEvery = remindEvery;
        this.metrics = metrics;
        this.random = random;
    }

    /** Whether it waits for somebody to put the target right. */
    boolean misconfigured() {
        return misconfigured;
    }

    /** Requests that failed in a row. */
    int failures() {
        return failures.get();
    }

    /** One step: waits a little for something to do, and does it. */
    void step() throws InterruptedException {
        long now = System.nanoTime();
        Duration pause = Duration.ofNanos(Math.max(0, notBefore - now));
        Optional<ConsumerRecord<byte[], byte[]>> record = outbox.next(pollTime(pause));
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        if (record.isPresent()) {
            handle(record.get());
        } else if (System.nanoTime() - remindedAt >= remindEvery.toNanos()) {
            remind();
        }
    }

    // While something is to be done at once, polling must not wait for more.
    private Duration pollTime(Duration pause) {
        if (failures.get() > 0) {
            return shorter(pause, LONGEST_POLL);
        }
        return outbox.isEmpty() ? LONGEST_POLL : Duration.ZERO;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        TopicPartition partition = Outbox.partition(record);
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            form.ended(partition, key);
            outbox.done();
            return;
        }
        Delivery delivery;
        try {
            delivery = new Delivery(key, DriftAlerts.read(record.value()));
        } catch (UndecodableRecordException e) {
            setAside(record, e.reason().name(), "cannot be read as an alert: " + e.reason());
            return;
        }
        if (outbox.isHistory(record)) {
            form.delivered(partition, delivery);
            outbox.done();
            return;
        }
        Answer answer = endpoint.post(form.payload(partition, delivery));
        if (answer instanceof Answer.Accepted) {
            accepted();
            metrics.count(Metric.SENT);
            form.delivered(partition, delivery);
            outbox.done();
        } else if (answer instanceof Answer.Refused refused) {
            setAside(record, REFUSED, "target " + name + " refused it: " + refused.reason());
        } else if (answer instanceof Answer.Misconfigured wrong) {
            misconfigured(wrong);
        } else if (answer instanceof Answer.Unavailable unavailable) {
            misconfigured = false;
            retryLater(unavailable);
        }
    }

    /** Once loudly: it stays so until somebody does something, and the metric goes on counting. */
    private void misconfigured(Answer.Misconfigured wrong) {
        if (!misconfigured) {
            LOG.error(
                    "target {} takes no alerts as it is configured ({}); alerts wait until it does",
                    name,
                    wrong.reason());
        }
        misconfigured = true;
        metrics.count(Metric.MISCONFIGURED);
        later(Optional.empty());
    }

    private void accepted() {
        misconfigured = false;
        int before = failures.getAndSet(0);
        if (before > 0) {
            LOG.info("target {} accepts again, after {} failures", name, before);
        }
    }

    private void retryLater(Answer.Unavailable unavailable) {
        Duration pause = later(unavailable.retryAfter());
        LOG.warn(
                "target {} does not accept alerts ({}); failure {} in a row, next attempt in {}",
                name,
                unavailable.reason(),
                failures.get(),
                pause);
    }

    private Duration later(Optional<Duration> wish) {
        Duration pause = backoff.pause(failures.incrementAndGet(), random.nextDouble(), wish);
        notBefore = System.nanoTime() + pause.toNanos();
        metrics.count(Metric.RETRIED);
        return pause;
    }

    private void setAside(ConsumerRecord<byte[], byte[]> record, String reason, String message)
            throws InterruptedException {
        if (!outbox.isHistory(record)) {
            DeadLetter letter = new DeadLetter(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    reason,
                    message,
                    record.value());
            Optional<String> problem = deadLetters.store(letter);
            if (problem.isPresent()) {
                retryLater(new Answer.Unavailable("the dead letter cannot be stored: " + problem.get()));
                return;
            }
            accepted();
            metrics.count(Metric.FAILED);
            LOG.warn(
                    "dead letter: {}-{}@{}: {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason,
                    message);
        }
        outbox.done();
    }

    /** What fails here is told again the next time, so it is neither repeated nor kept. */
    private void remind() throws InterruptedException {
        remindedAt = System.nanoTime();
        for (Payload payload : form.reminders()) {
            Answer answer = endpoint.post(payload);
            if (answer instanceof Answer.Accepted) {
                metrics.count(Metric.REMINDED);
            } else {
                LOG.warn("target {} was not reminded of its open alerts: {}", name, answer);
                return;
            }
        }
    }
}
