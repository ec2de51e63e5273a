/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where an agent's kept panes are written through to, so that a restart finds them again. Calls arrive in the order of
 * the changes; replaying them on an empty journal gives the same entries.
 */
public interface PaneJournal {

    /** The kinds of kept panes. */
    enum Shelf {
        /** Panes of the windows and of the rolling references. */
        HISTORY,
        /** Panes of the pinned reference. */
        PINNED,
        /** Panes of an earlier version of the pinned reference; only read when somebody goes back to it. */
        EARLIER_1,
        /** Another one. */
        EARLIER_2,
        /** Another one. */
        EARLIER_3;

        private static final List<Shelf> EARLIER = List.of(EARLIER_1, EARLIER_2, EARLIER_3);

        /** How many earlier versions are kept. */
        static int earlierVersions() {
            return EARLIER.size();
        }

        /** The shelf of an earlier version by its place. */
        static Shelf earlier(int place) {
            return EARLIER.get(place);
        }
    }

    /** Keeps an entry, replacing one with the same start on the same shelf. */
    void put(Shelf shelf, PaneEntry entry);

    /** Forgets the entry with this start. */
    void remove(Shelf shelf, long start);

    /** The entries of a shelf, oldest first. */
    List<PaneEntry> load(Shelf shelf);

    /**
     * A journal for offline use by one agent: nothing is started again, so that it keeps no more than what may be read back,
     * earlier versions of the pinned reference.
     */
    static PaneJournal offline() {
        Map<Shelf, NavigableMap<Long, PaneEntry>> earlier = new EnumMap<>(Shelf.class);
        Shelf.EARLIER.forEach(shelf -> earlier.put(shelf, new TreeMap<>()));
        return new PaneJournal() {
            @Override
            public void put(Shelf shelf, PaneEntry entry) {
                if (earlier.containsKey(shelf)) {
                    earlier.get(shelf).put(entry.start(), entry);
                }
            }

            @Override
            public void remove(Shelf shelf, long start) {
                if (earlier.containsKey(shelf)) {
                    earlier.get(shelf).remove(start);
                }
            }

            @Override
            public List<PaneEntry> load(Shelf shelf) {
                return earlier.containsKey(shelf)
                        ? List.copyOf(earlier.get(shelf).values())
                        : List.of();
            }
        };
    }

    /** A journal that keeps nothing, for offline use where no version of a reference is gone back to. */
    static PaneJournal none() {
        return new PaneJournal() {
            @Override
            public void put(Shelf shelf, PaneEntry entry) {}

            @Override
            public void remove(Shelf shelf, long start) {}

            @Override
            public List<PaneEntry> load(Shelf shelf) {
                return List.of();
            }
        };
    }
}
