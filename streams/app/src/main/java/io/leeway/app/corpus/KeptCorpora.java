/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.app.topic.CorpusKey;
import io.leeway.app.topic.Stores;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The corpora in the stores of a task. */
public final class KeptCorpora implements CorpusStore {

    private final KeyValueStore<Bytes, byte[]> items;
    private final PerAgent ledgers;
    private final PerAgent inForce;

    private KeptCorpora(
            KeyValueStore<Bytes, byte[]> items,
            KeyValueStore<String, byte[]> ledgers,
            KeyValueStore<String, byte[]> inForce) {
        this.items = items;
        this.ledgers = new PerAgent(ledgers::get, ledgers::put);
        this.inForce = new PerAgent(inForce::get, inForce::put);
    }

    static KeptCorpora of(ProcessingContext context) {
        return new KeptCorpora(
                context.getStateStore(Stores.CORPUS_ITEMS.name()),
                context.getStateStore(Stores.CORPORA.name()),
                context.getStateStore(Stores.CORPORA_IN_FORCE.name()));
    }

    /** The corpora of the task that a processor is initialised in. */
    public static Corpora corpora(ProcessingContext context, CorpusRules rules) {
        return new Corpora(of(context), rules);
    }

    private static Bytes bytes(CorpusKey key) {
        return Bytes.wrap(key.toBytes());
    }

    @Override
    public byte[] item(CorpusKey key) {
        return items.get(bytes(key));
    }

    @Override
    public void putItem(CorpusKey key, byte[] item) {
        items.put(bytes(key), item);
    }

    @Override
    public void removeItem(CorpusKey key) {
        items.delete(bytes(key));
    }

    @Override
    public CorpusKey last(String agentId) {
        byte[] from = CorpusKey.prefix(agentId);
        byte[] to = from.clone();
        // No key is exactly this: every key goes on behind its agent.
        to[to.length - 1] = 1;
        try (KeyValueIterator<Bytes, byte[]> backwards = items.reverseRange(Bytes.wrap(from), Bytes.wrap(to))) {
            return CorpusKey.fromBytes(backwards.next().key.get());
        }
    }

    @Override
    public void each(String agentId, Consumer<byte[]> consumer) {
        try (KeyValueIterator<Bytes, byte[]> kept =
                items.prefixScan(CorpusKey.prefix(agentId), new ByteArraySerializer())) {
            kept.forEachRemaining(item -> consumer.accept(item.value));
        }
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
