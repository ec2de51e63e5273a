/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

/**
 * What a record may take of memory and time. What goes beyond is refused as a whole.
 *
 * @param recordBytes bytes of its value, after decompression
 * @param eventsPerRecord events in it, the unusable ones included
 */
public record Bounds(int recordBytes, int eventsPerRecord) {

    /** Ten times what Kafka takes in by default, and a collector's batch. */
    public static final Bounds DEFAULTS = new Bounds(10 << 20, 5_000);

    /** Checks the range. */
    public Bounds {
        if (recordBytes < 1 || eventsPerRecord < 1) {
            throw new IllegalArgumentException("bounds of at least 1: " + recordBytes + ", " + eventsPerRecord);
        }
    }
}
