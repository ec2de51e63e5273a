/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.nio.ByteBuffer;

/**
 * The stored form of a kept pane, whose start is in its key.
 *
 * <pre>
 *  byte version = 1 | long end, big-endian | summary to the end
 * </pre>
 */
public final class StoredPane {

    private static final byte VERSION = 1;

    private StoredPane() {}

    /** Writes one. */
    public static byte[] write(PaneEntry entry) {
        byte[] summary = entry.summary().toBytes();
        return ByteBuffer.allocate(1 + Long.BYTES + summary.length)
                .put(VERSION)
                .putLong(entry.end())
                .put(summary)
                .array();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is of another version
     */
    public static PaneEntry read(long start, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("kept pane of unknown version " + version);
        }
        long end = buffer.getLong();
        byte[] summary = new byte[buffer.remaining()];
        buffer.get(summary);
        return new PaneEntry(start, end, PaneSummary.fromBytes(summary));
    }
}
