/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.StoredPane;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.monitor.CohortJournal;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The memory of cohorts in the stores of a task. */
final class StoredCohorts implements CohortMemory {

    private final KeyValueStore<StreamKey, byte[]> cohorts;
    private final KeyValueStore<StreamKey, byte[]> comparisons;
    private final KeyValueStore<PaneKey, byte[]> panes;

    private StoredCohorts(
            KeyValueStore<StreamKey, byte[]> cohorts,
            KeyValueStore<StreamKey, byte[]> comparisons,
            KeyValueStore<PaneKey, byte[]> panes) {
        this.cohorts = cohorts;
        this.comparisons = comparisons;
        this.panes = panes;
    }

    /** Of a processor that is connected to the names only. */
    static StoredCohorts names(ProcessorContext<?, ?> context) {
        return new StoredCohorts(context.getStateStore(Stores.COHORTS.name()), null, null);
    }

    /** Of a processor that is connected to the comparisons. */
    static StoredCohorts comparisons(ProcessorContext<?, ?> context) {
        return new StoredCohorts(
                null,
                context.getStateStore(Stores.COMPARISONS.name()),
                context.getStateStore(Stores.COHORT_PANES.name()));
    }

    @Override
    public byte[] get(Kind kind, StreamKey agent) {
        return store(kind).get(agent);
    }

    @Override
    public void put(Kind kind, StreamKey agent, byte[] bytes) {
        store(kind).put(agent, bytes);
    }

    private KeyValueStore<StreamKey, byte[]> store(Kind kind) {
        return kind == Kind.COHORTS ? cohorts : comparisons;
    }

    @Override
    public CohortJournal journal(StreamKey agent) {
        return new CohortJournal() {
            @Override
            public void put(Shelf shelf, Side side, PaneEntry entry) {
                panes.put(key(agent, shelf, side, entry.start()), StoredPane.write(entry));
            }

            @Override
            public void remove(Shelf shelf, Side side, long start) {
                panes.delete(key(agent, shelf, side, start));
            }

            @Override
            public List<PaneEntry> load(Shelf shelf, Side side) {
                List<PaneEntry> entries = new ArrayList<>();
                try (KeyValueIterator<PaneKey, byte[]> kept =
                        panes.prefixScan(PaneKey.prefix(agent), new ByteArraySerializer())) {
                    while (kept.hasNext()) {
                        KeyValue<PaneKey, byte[]> entry = kept.next();
                        if (entry.key.qualifier().equals(name(shelf, side))) {
                            entries.add(StoredPane.read(entry.key.start(), entry.value));
                        }
                    }
                }
                return entries;
            }
        };
    }

    private static PaneKey key(StreamKey agent, CohortJournal.Shelf shelf, Side side, long start) {
        return new PaneKey(agent, start, name(shelf, side));
    }

    private static String name(CohortJournal.Shelf shelf, Side side) {
        return (shelf + "-" + side).toLowerCase(Locale.ROOT);
    }
}
