/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record of an input topic as it came.
 *
 * @param topic its topic
 * @param value its value, or null
 * @param headers its headers
 * @param timestamp its timestamp, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never changed
public record InputRecord(String topic, byte[] value, Headers headers, long timestamp) {

    /** A record without headers, as lines of files are. */
    public static InputRecord of(String topic, byte[] value, long timestamp) {
        return new InputRecord(topic, value, new RecordHeaders(), timestamp);
    }
}
