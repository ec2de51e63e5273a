/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.CorpusKey;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.sketch.QuantisedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The corpora of agents: takes their items as they come, and says what an agent's inputs are compared with.
 *
 * <p>Of more items than may be kept those with the smallest hashes of their ids are: a uniform sample that does not depend on
 * the order in which items came. (What was turned away does not come back when others are deleted, until it is sent again.)
 * The same goes for the {@value CorpusCoverage#MOST_SAMPLED} that are looked at.
 *
 * <p>What is compared with changes at the boundaries of panes only, no more often than every {@value #PANES_BETWEEN} panes,
 * and only if the items changed. It is kept, so that it is the same after a restart.
 */
public final class Corpora {

    static final int PANES_BETWEEN = 10;

    private static final int REMEMBERED = 64;
    private static final float LOAD_FACTOR = 0.75f;

    private final CorpusStore store;
    private final CorpusRules rules;
    private final Map<String, CorpusInForce> remembered = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CorpusInForce> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The corpora in a store.
     *
     * @param store where they are kept
     * @param rules how much is kept
     */
    Corpora(CorpusStore store, CorpusRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** Corpora that are kept in memory, none at first. */
    public static Corpora inMemory(CorpusRules rules) {
        return new Corpora(new CorporaInMemory(), rules);
    }

    /**
     * Takes in one item.
     *
     * @return whether that changed anything
     */
    public boolean accept(String agentId, KnownItem item) {
        CorpusLedger ledger = ledger(agentId);
        CorpusKey key = new CorpusKey(agentId, item.itemId());
        byte[] before = store.item(key);
        if (item.isDeleted()) {
            if (before == null) {
                return false;
            }
            store.removeItem(key);
            store.ledgers().keep(agentId, new CorpusLedger(ledger.items() - 1, ledger.changes() + 1).toBytes());
            return true;
        }
        byte[] after = item.toBytes();
        if (Arrays.equals(before, after)) {
            return false;
        }
        store.putItem(key, after);
        int items = ledger.items() + (before == null ? 1 : 0);
        if (items > rules.most()) {
            CorpusKey last = store.last(agentId);
            store.removeItem(last);
            items--;
            if (last.equals(key)) {
                return false;
            }
        }
        store.ledgers().keep(agentId, new CorpusLedger(items, ledger.changes() + 1).toBytes());
        return true;
    }

    private CorpusLedger ledger(String agentId) {
        byte[] stored = store.ledgers().of(agentId);
        return stored == null ? CorpusLedger.EMPTY : CorpusLedger.fromBytes(stored);
    }

    /**
     * What an agent's inputs are compared with from a pane on.
     *
     * @param agentId the agent
     * @param paneStart start of the pane, epoch milliseconds
     * @return empty if the agent never had an item
     */
    public Optional<Corpus> inForce(String agentId, long paneStart) {
        CorpusLedger ledger = ledger(agentId);
        if (ledger.changes() == 0) {
            return Optional.empty();
        }
        CorpusInForce now = remembered.computeIfAbsent(agentId, this::stored);
        if (now == null || outdated(now, ledger, paneStart)) {
            now = new CorpusInForce(rules.featureMap(), ledger.changes(), computed(agentId, paneStart));
            store.inForce().keep(agentId, now.toBytes());
            remembered.put(agentId, now);
        }
        return Optional.of(now.corpus());
    }

    private CorpusInForce stored(String agentId) {
        byte[] stored = store.inForce().of(agentId);
        return stored == null ? null : CorpusInForce.fromBytes(stored);
    }

    /** What another model's vectors cover says nothing of this one's. */
    private boolean outdated(CorpusInForce now, CorpusLedger ledger, long paneStart) {
        return !now.featureMap().equals(rules.featureMap())
                || (now.changes() != ledger.changes()
                        && paneStart - now.corpus().since() >= PANES_BETWEEN * rules.paneMillis());
    }

    private Corpus computed(String agentId, long paneStart) {
        List<QuantisedVector> sample = new ArrayList<>();
        int[] items = new int[1];
        store.each(agentId, bytes -> {
            KnownItem item = KnownItem.fromBytes(bytes);
            if (item.featureMap().equals(rules.featureMap())) {
                items[0]++;
                if (sample.size() < CorpusCoverage.MOST_SAMPLED) {
                    sample.add(item.vector());
                }
            }
        });
        return new Corpus(items[0], paneStart, CorpusCoverage.fit(sample));
    }
}
