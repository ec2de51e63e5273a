/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import io.leeway.app.topic.Stores.Store;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * One stage by itself, with its stores in memory, which outlive the processor as they do when a task moves.
 *
 * @param <K> keys it sends on
 * @param <V> values it sends on
 */
public final class StageContext<K, V> {

    private final TaskId task;
    private final List<StateStore> stores;
    private final MockProcessorContext<K, V> context;

    private StageContext(TaskId task, List<StateStore> stores) {
        this.task = task;
        this.stores = stores;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stage");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        this.context = new MockProcessorContext<>(properties, task, new File("unused"));
        stores.forEach(context::addStateStore);
    }

    /** A context for the task of one partition. */
    public static <K, V> StageContext<K, V> of(int partition, Store<?, ?>... declared) {
        StageContext<K, V> stage = new StageContext<>(new TaskId(0, partition), new ArrayList<>());
        for (Store<?, ?> store : declared) {
            stage.add(store);
        }
        return stage;
    }

    private <A, B> void add(Store<A, B> declared) {
        KeyValueStore<A, B> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(declared.name()), declared.key(), declared.value())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        stores.add(store);
    }

    /** The same task after a restart: nothing but its stores is left. */
    public StageContext<K, V> restarted() {
        return new StageContext<>(task, stores);
    }

    /** What a processor is initialised with. */
    public MockProcessorContext<K, V> context() {
        return context;
    }

    /** A store by its declaration. */
    public <A, B> KeyValueStore<A, B> store(Store<A, B> declared) {
        return context.getStateStore(declared.name());
    }

    /** What was sent on since the last call. */
    public List<Record<? extends K, ? extends V>> sent() {
        List<Record<? extends K, ? extends V>> records = new ArrayList<>();
        context.forwarded().forEach(forward -> records.add(forward.record()));
        context.resetForwards();
        return records;
    }

    /** Runs everything that was scheduled. */
    public void punctuate(long now) {
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now));
    }
}
