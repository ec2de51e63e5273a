/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.CorpusKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where corpora are kept: items in the order of their keys, and beside them what is remembered of each agent. */
interface CorpusStore {

    /** The stored form of an item, or null. */
    byte[] item(CorpusKey key);

    void putItem(CorpusKey key, byte[] item);

    void removeItem(CorpusKey key);

    /** The last key of an agent's items, of which there is at least one. */
    CorpusKey last(String agentId);

    /** Every item of an agent, in the order of keys. */
    void each(String agentId, Consumer<byte[]> items);

    /** {@link CorpusLedger} of each agent. */
    PerAgent ledgers();

    /** {@link CorpusInForce} of each agent. */
    PerAgent inForce();

    /**
     * One thing that is kept of each agent, as bytes.
     *
     * @param get by agent, null if nothing is kept
     * @param put keeps it
     */
    record PerAgent(Function<String, byte[]> get, BiConsumer<String, byte[]> put) {

        /** Kept in memory. */
        static PerAgent inMemory() {
            Map<String, byte[]> kept = new HashMap<>();
            return new PerAgent(kept::get, kept::put);
        }

        byte[] of(String agentId) {
            return get.apply(agentId);
        }

        void keep(String agentId, byte[] bytes) {
            put.accept(agentId, bytes);
        }
    }
}
