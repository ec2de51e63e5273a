/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A journal in memory: what a store would hold at a restart. */
final class Shelves implements PaneJournal {

    private final Map<Shelf, TreeMap<Long, PaneEntry>> entries = new EnumMap<>(Shelf.class);

    Shelves() {
        for (Shelf shelf : Shelf.values()) {
            entries.put(shelf, new TreeMap<>());
        }
    }

    @Override
    public void put(Shelf shelf, PaneEntry entry) {
        entries.get(shelf).put(entry.start(), entry);
    }

    @Override
    public void remove(Shelf shelf, long start) {
        entries.get(shelf).remove(start);
    }

    @Override
    public List<PaneEntry> load(Shelf shelf) {
        return List.copyOf(entries.get(shelf).values());
    }

    /** Panes of the windows, oldest first. */
    List<PaneEntry> history() {
        return List.copyOf(entries.get(Shelf.HISTORY).values());
    }

    /** Panes of the pinned reference, oldest first. */
    List<PaneEntry> pinned() {
        return List.copyOf(entries.get(Shelf.PINNED).values());
    }
}
