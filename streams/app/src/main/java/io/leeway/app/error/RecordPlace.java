/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a record is, or a part of one.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param element which part of it, counted from 0, or null for all of it
 */
public record RecordPlace(String topic, int partition, long offset, Integer element) {

    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String ELEMENT = "element";

    /** Reads what {@link #into} wrote. */
    public static RecordPlace of(JsonNode json) {
        return new RecordPlace(
                json.path(TOPIC).asText(),
                json.path(PARTITION).asInt(),
                json.path(OFFSET).asLong(),
                json.has(ELEMENT) ? json.get(ELEMENT).asInt() : null);
    }

    /** Writes it among other fields. */
    public void into(ObjectNode json) {
        json.put(TOPIC, topic);
        json.put(PARTITION, partition);
        json.put(OFFSET, offset);
        if (element != null) {
            json.put(ELEMENT, element);
        }
    }

    /** The whole record. */
    public RecordPlace whole() {
        return new RecordPlace(topic, partition, offset, null);
    }

    /** {@code topic-partition-offset}, with {@code #element} for a part. */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset + (element == null ? "" : "#" + element);
    }
}
