/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.control.BadCommandException;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is kept of a record that could not be processed: where it is, why, and a digest of its content. The content
 * itself only when the operator has switched that on, for it is what users wrote.
 *
 * @param topic topic of the record
 * @param partition partition of the record
 * @param offset offset of the record
 * @param element which part of the record it is about, counted from 0; null if it is about the whole record
 * @param timestamp timestamp of the record, epoch milliseconds
 * @param reason machine-readable reason
 * @param message what was wrong, without quoting the record
 * @param value the record's value, may be null
 * @param kept what is kept of the value where the operator has switched that on: all of it, or the part; may be null
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        Integer element,
        long timestamp,
        String reason,
        String message,
        byte[] value,
        byte[] kept) {

    /** The reason given for an exception that no stage foresaw. */
    public static final String UNEXPECTED = "UNEXPECTED";

    /** The header with the reason, so that nobody needs to open a letter to sort it. */
    public static final String REASON_HEADER = "leeway-reason";

    // Base64 takes a third more, and a record of a producer with usual settings may have a mebibyte.
    private static final int LONGEST_KEPT = 512 << 10;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A letter about a whole record. */
    public DeadLetter(
            String topic, int partition, long offset, long timestamp, String reason, String message, byte[] value) {
        this(topic, partition, offset, null, timestamp, reason, message, value, value);
    }

    /**
     * A letter about a part of this record.
     *
     * @param own the bytes of the part, or null if it cannot be told apart
     */
    DeadLetter about(Fault fault, byte[] own) {
        return new DeadLetter(
                topic,
                partition,
                offset,
                fault.element(),
                timestamp,
                fault.reason().name(),
                fault.message(),
                value,
                own);
    }

    /** Where the record is, and which part of it. */
    public RecordPlace place() {
        return new RecordPlace(topic, partition, offset, element);
    }

    /** The reason of an exception: what a stage said, or {@link #UNEXPECTED}. */
    static String reasonOf(Throwable error) {
        if (error instanceof BadCommandException bad) {
            return bad.reason().name();
        }
        return error instanceof BadEventException bad ? bad.reason().name() : UNEXPECTED;
    }

    /** What may be said of an exception: its message when a stage wrote it, its class alone otherwise. */
    static String messageOf(Throwable error) {
        return error instanceof BadEventException || error instanceof BadCommandException
                ? error.getMessage()
                : error.getClass().getName();
    }

    /**
     * The record for the dead-letter topic: the key {@code topic-partition-offset}, with {@code #element} for a part, the value
     * JSON.
     *
     * @param deadLetters name of the topic
     * @param hash fingerprint of the content
     * @param withValue whether the raw value may be kept
     */
    public ProducerRecord<byte[], byte[]> toRecord(String deadLetters, ContentHash hash, boolean withValue) {
        ObjectNode json = MAPPER.createObjectNode();
        place().into(json);
        json.put("timestamp", timestamp);
        json.put("reason", reason);
        json.put("message", message);
        if (value != null) {
            json.put("contentLength", value.length);
            json.put("contentHash", hash.of(value));
        }
        if (withValue && kept != null && kept.length <= LONGEST_KEPT) {
            json.put("value", Base64.getEncoder().encodeToString(kept));
        }
        byte[] key = place().toString().getBytes(StandardCharsets.UTF_8);
        try {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(deadLetters, key, MAPPER.writeValueAsBytes(json));
            record.headers().add(REASON_HEADER, reason.getBytes(StandardCharsets.UTF_8));
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers can be written", e);
        }
    }
}
