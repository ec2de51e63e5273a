/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import io.leeway.app.ingest.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a record that failed, and counts it. The three exception handlers of Kafka Streams share one
 * instance through their configuration.
 */
public final class DeadLetters {

    /** Configuration key under which the handlers find their instance. */
    public static final String CONFIG = "leeway.dead.letters";

    /** A record of thousands of parts does not flood the log. */
    private static final int MOST_LOGGED = 10;

    private static final int LINES_A_MINUTE = 120;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String topic;
    private final ContentHash hash;
    private final boolean withValue;
    private final Set<String> inputs;
    private final DeadLetterCounter counter;
    private final LogBudget budget = new LogBudget(LINES_A_MINUTE, System::nanoTime);

    /** Told of every dead letter. */
    @FunctionalInterface
    public interface DeadLetterCounter {
        /** One more dead letter for this reason. */
        void count(String reason);
    }

    /**
     * A policy.
     *
     * @param topic the dead-letter topic
     * @param hash fingerprint of contents
     * @param withValue whether raw values may be kept
     * @param inputs the topics that others write, inputs and commands: a record from them may be bad, one from our own topics may not
     * @param counter told of every dead letter
     */
    public DeadLetters(
            String topic, ContentHash hash, boolean withValue, Set<String> inputs, DeadLetterCounter counter) {
        this.topic = topic;
        this.hash = hash;
        this.withValue = withValue;
        this.inputs = Set.copyOf(inputs);
        this.counter = counter;
    }

    static DeadLetters from(Map<String, ?> configs) {
        if (configs.get(CONFIG) instanceof DeadLetters deadLetters) {
            return deadLetters;
        }
        throw new IllegalStateException(CONFIG + " is not configured");
    }

    /** Whether a failing record of this topic may be set aside. Our own records may not: that would lose state. */
    boolean mayContinue(String sourceTopic) {
        return sourceTopic != null && inputs.contains(sourceTopic);
    }

    List<ProducerRecord<byte[], byte[]>> send(DeadLetter letter) {
        log(letter);
        return List.of(counted(letter));
    }

    /** One letter for each part of the record that is at fault. */
    List<ProducerRecord<byte[], byte[]>> send(DeadLetter record, List<Fault> faults) {
        // Read once, and only where it is kept.
        List<byte[]> elements = withValue && record.value() != null ? JsonElements.of(record.value()) : List.of();
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>(faults.size());
        for (Fault fault : faults) {
            DeadLetter letter =
                    record.about(fault, fault.element() < elements.size() ? elements.get(fault.element()) : null);
            if (letters.size() < MOST_LOGGED) {
                log(letter);
            }
            letters.add(counted(letter));
        }
        if (faults.size() > MOST_LOGGED) {
            LOG.warn("dead letter: {}: {} more parts", record.place(), faults.size() - MOST_LOGGED);
        }
        return letters;
    }

    private void log(DeadLetter letter) {
        budget.take().ifPresent(before -> {
            if (before > 0) {
                LOG.warn("{} more dead letters, which are counted and in the topic", before);
            }
            LOG.warn(
                    "dead letter: {}-{}@{}{}: {}: {}",
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.element() == null ? "" : "#" + letter.element(),
                    letter.reason(),
                    letter.message());
        });
    }

    private ProducerRecord<byte[], byte[]> counted(DeadLetter letter) {
        counter.count(letter.reason());
        return letter.toRecord(topic, hash, withValue);
    }
}
