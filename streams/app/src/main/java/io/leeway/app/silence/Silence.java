/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import java.nio.ByteBuffer;

/**
 * What is remembered of a stream in order to notice that it falls silent.
 *
 * <pre>
 *  byte version = 1 | long since | long closedAt | byte flags: 1 told, 2 alerted; big-endian
 * </pre>
 *
 * @param since end of its newest closed pane, epoch milliseconds of event time
 * @param closedAt when that pane closed, epoch milliseconds of the wall clock; 0 where there is no clock
 * @param told whether the state has been reported since
 * @param alerted whether an alert has been opened since
 */
record Silence(long since, long closedAt, boolean told, boolean alerted) {

    private static final byte VERSION = 1;
    private static final int TOLD = 1;
    private static final int ALERTED = 2;
    private static final int LENGTH = 2 + 2 * Long.BYTES;

    /** When the silence began by the clock: a pane of an old recording that was read just now is no old news. */
    long began() {
        return Math.max(since, closedAt);
    }

    Silence reported() {
        return new Silence(since, closedAt, true, alerted);
    }

    Silence opened() {
        return new Silence(since, closedAt, told, true);
    }

    Silence withdrawn() {
        return new Silence(since, closedAt, told, false);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(since)
                .putLong(closedAt)
                .put((byte) ((told ? TOLD : 0) | (alerted ? ALERTED : 0)))
                .array();
    }

    /** @throws IllegalArgumentException if the bytes are of an unknown version or damaged */
    static Silence fromBytes(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalArgumentException("silence of unknown version " + (bytes.length == 0 ? "" : bytes[0]));
        }
        if (bytes.length != LENGTH || bytes[LENGTH - 1] < 0 || bytes[LENGTH - 1] > (TOLD | ALERTED)) {
            throw new IllegalArgumentException("damaged silence of " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        long since = buffer.getLong();
        long closedAt = buffer.getLong();
        int flags = buffer.get();
        return new Silence(since, closedAt, (flags & TOLD) != 0, (flags & ALERTED) != 0);
    }
}
