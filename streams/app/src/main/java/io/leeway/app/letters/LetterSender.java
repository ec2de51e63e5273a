/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.letters;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.letters.Resubmission.Prepared;
import io.leeway.app.service.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the subjects of letters again, and marks the letters in the same transaction: what is marked has been sent, and what has been
 * sent is marked. Of two at a time the later one goes on, and the other fails, so that nothing is sent twice; who reads the letters
 * after this was made has seen every mark of the earlier one.
 */
public final class LetterSender implements AutoCloseable {

    private static final int LARGEST_REQUEST = 64 << 20;

    private final Producer<byte[], byte[]> producer;
    private final String deadLetters;
    private final Clock clock;

    private LetterSender(Producer<byte[], byte[]> producer, String deadLetters, Clock clock) {
        this.producer = producer;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** Begins, and ends whatever another one had begun. */
    public static LetterSender open(LeewayConfig config, Clock clock) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.applicationId() + "-resubmit");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // Whatever was taken in once may be sent again; what is too large the broker refuses.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_REQUEST);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new LetterSender(producer, config.topics().deadLetters(), clock);
    }

    /**
     * Sends some, all or none of them.
     *
     * @throws ServiceException if they were not sent
     */
    public void send(List<Prepared> ready) {
        try {
            producer.beginTransaction();
            for (Prepared each : ready) {
                ProducerRecord<byte[], byte[]> record = each.record().orElseThrow();
                // What becomes of each is known when the transaction is committed.
                var unused = producer.send(record);
                var unusedMark = producer.send(Mark.of(deadLetters, each.letter(), record.topic(), clock.instant()));
            }
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new ServiceException("another run began to send while this one did", e);
        } catch (KafkaException e) {
            abort(e);
            throw new ServiceException(
                    "letters were not sent: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    private void abort(KafkaException reason) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // The broker aborts it when its time is over; what went wrong first is what there is to say.
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
