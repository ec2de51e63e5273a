/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A journal in memory that keeps bytes, as a store would, so that nothing is shared with what wrote them. */
public final class MirrorJournal implements PaneJournal {

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Stored(long end, byte[] summary) {}

    private final Map<Shelf, SortedMap<Long, Stored>> shelves = new EnumMap<>(Shelf.class);

    @Override
    public void put(Shelf shelf, PaneEntry entry) {
        shelf(shelf).put(entry.start(), new Stored(entry.end(), entry.summary().toBytes()));
    }

    @Override
    public void remove(Shelf shelf, long start) {
        if (shelf(shelf).remove(start) == null) {
            throw new IllegalStateException("nothing on shelf " + shelf + " starts at " + start);
        }
    }

    @Override
    public List<PaneEntry> load(Shelf shelf) {
        return entries(shelf);
    }

    /** What is kept on a shelf, oldest first. */
    public List<PaneEntry> entries(Shelf shelf) {
        List<PaneEntry> entries = new ArrayList<>();
        shelf(shelf)
                .forEach((start, stored) ->
                        entries.add(new PaneEntry(start, stored.end(), PaneSummary.fromBytes(stored.summary()))));
        return entries;
    }

    private SortedMap<Long, Stored> shelf(Shelf shelf) {
        return shelves.computeIfAbsent(shelf, name -> new TreeMap<>());
    }
}
