/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Everything a monitor keeps, so that another one can go on from there. Not thread-safe. */
final class KeptInMemory implements PaneJournal {

    private final Map<Shelf, NavigableMap<Long, PaneEntry>> shelves = new EnumMap<>(Shelf.class);

    KeptInMemory() {
        for (Shelf shelf : Shelf.values()) {
            shelves.put(shelf, new TreeMap<>());
        }
    }

    /** Another one that holds the same. */
    KeptInMemory copy() {
        KeptInMemory copy = new KeptInMemory();
        shelves.forEach((shelf, entries) -> copy.shelves.get(shelf).putAll(entries));
        return copy;
    }

    @Override
    public void put(Shelf shelf, PaneEntry entry) {
        shelves.get(shelf).put(entry.start(), entry);
    }

    @Override
    public void remove(Shelf shelf, long start) {
        shelves.get(shelf).remove(start);
    }

    @Override
    public List<PaneEntry> load(Shelf shelf) {
        return List.copyOf(shelves.get(shelf).values());
    }
}
