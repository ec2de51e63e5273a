/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import java.nio.ByteBuffer;

/**
 * How many items of an agent are kept, and how often they changed.
 *
 * <pre>
 *  byte  version = 1
 *  int   items
 *  long  changes
 * </pre>
 *
 * @param items how many are kept
 * @param changes how often one was put, replaced or removed
 */
record CorpusLedger(int items, long changes) {

    static final CorpusLedger EMPTY = new CorpusLedger(0, 0);

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putInt(items)
                .putLong(changes)
                .array();
    }

    static CorpusLedger fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw new IllegalArgumentException("ledger of a corpus of unknown form, " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new CorpusLedger(in.getInt(), in.getLong());
    }
}
