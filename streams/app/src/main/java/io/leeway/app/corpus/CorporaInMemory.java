/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.CorpusKey;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The corpora of a replay. */
final class CorporaInMemory implements CorpusStore {

    private final Map<String, NavigableMap<CorpusKey, byte[]>> items = new HashMap<>();
    private final PerAgent ledgers = PerAgent.inMemory();
    private final PerAgent inForce = PerAgent.inMemory();

    private NavigableMap<CorpusKey, byte[]> of(String agentId) {
        return items.computeIfAbsent(agentId, agent -> new TreeMap<>());
    }

    @Override
    public byte[] item(CorpusKey key) {
        return of(key.agentId()).get(key);
    }

    @Override
    public void putItem(CorpusKey key, byte[] item) {
        of(key.agentId()).put(key, item);
    }

    @Override
    public void removeItem(CorpusKey key) {
        of(key.agentId()).remove(key);
    }

    @Override
    public CorpusKey last(String agentId) {
        return of(agentId).lastKey();
    }

    @Override
    public void each(String agentId, Consumer<byte[]> consumer) {
        of(agentId).values().forEach(consumer);
    }

    @Override
    public PerAgent ledgers() {
        return ledgers;
    }

    @Override
    public PerAgent inForce() {
        return inForce;
    }
}
