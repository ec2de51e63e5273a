/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.CorpusKey;
import java.util.function.Consumer;

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

    /** {@link CorpusLedger} of an agent, or null. */
    byte[] ledger(String agentId);

    void putLedger(String agentId, byte[] ledger);

    /** {@link CorpusInForce} of an agent, or null. */
    byte[] inForce(String agentId);

    void putInForce(String agentId, byte[] inForce);
}
