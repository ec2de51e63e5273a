/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.detect;

import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.StoredPane;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One stream's kept panes in the store.
 *
 * <pre>
 *  key    stream, start, shelf
 *  value  {@link StoredPane}
 * </pre>
 */
final class KeptPanes implements PaneJournal {

    private final StreamKey stream;
    private final KeyValueStore<PaneKey, byte[]> store;

    KeptPanes(StreamKey stream, KeyValueStore<PaneKey, byte[]> store) {
        this.stream = stream;
        this.store = store;
    }

    @Override
    public void put(Shelf shelf, PaneEntry entry) {
        store.put(key(shelf, entry.start()), write(entry));
    }

    @Override
    public void remove(Shelf shelf, long start) {
        store.delete(key(shelf, start));
    }

    @Override
    public List<PaneEntry> load(Shelf shelf) {
        List<PaneEntry> entries = new ArrayList<>();
        try (KeyValueIterator<PaneKey, byte[]> kept =
                store.prefixScan(PaneKey.prefix(stream), new ByteArraySerializer())) {
            while (kept.hasNext()) {
                KeyValue<PaneKey, byte[]> entry = kept.next();
                if (entry.key.qualifier().equals(name(shelf))) {
                    entries.add(read(entry.key.start(), entry.value));
                }
            }
        }
        return entries;
    }

    /** Forgets every pane of the stream. */
    void clear() {
        List<PaneKey> keys = new ArrayList<>();
        try (KeyValueIterator<PaneKey, byte[]> kept =
                store.prefixScan(PaneKey.prefix(stream), new ByteArraySerializer())) {
            kept.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private PaneKey key(Shelf shelf, long start) {
        return new PaneKey(stream, start, name(shelf));
    }

    private static String name(Shelf shelf) {
        return shelf.name().toLowerCase(Locale.ROOT);
    }

    static byte[] write(PaneEntry entry) {
        return StoredPane.write(entry);
    }

    static PaneEntry read(long start, byte[] bytes) {
        return StoredPane.read(start, bytes);
    }
}
