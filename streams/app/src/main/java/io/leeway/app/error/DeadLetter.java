/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.control.BadCommandException;
import io.leeway.app.ingest.BadEventException;
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
 * @param timestamp timestamp of the record, epoch milliseconds
 * @param reason machine-readable reason
 * @param message what was wrong, without quoting the record
 * @param value the record's value, may be null
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record DeadLetter(
        String topic, int partition, long offset, long timestamp, String reason, String message, byte[] value) {

    /** The reason given for an exception that no stage foresaw. */
    public static final String UNEXPECTED = "UNEXPECTED";

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
     * The record for the dead-letter topic: the key {@code topic-partition-offset}, the value JSON.
     *
     * @param deadLetters name of the topic
     * @param hash fingerprint of the content
     * @param withValue whether the raw value may be kept
     */
    public ProducerRecord<byte[], byte[]> toRecord(String deadLetters, ContentHash hash, boolean withValue) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("topic", topic);
        json.put("partition", partition);
        json.put("offset", offset);
        json.put("timestamp", timestamp);
        json.put("reason", reason);
        json.put("message", message);
        if (value != null) {
            json.put("contentLength", value.length);
            json.put("contentHash", hash.of(value));
            if (withValue) {
                json.put("value", Base64.getEncoder().encodeToString(value));
            }
        }
        byte[] key = (topic + "-" + partition + "-" + offset).getBytes(StandardCharsets.UTF_8);
        try {
            return new ProducerRecord<>(deadLetters, key, MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers can be written", e);
        }
    }
}
