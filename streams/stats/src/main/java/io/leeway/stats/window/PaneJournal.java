/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

/**
 * Where an agent's kept panes are written through to, so that a restart finds them again. Calls arrive in the order of
 * the changes; replaying them on an empty journal gives the same entries.
 */
public interface PaneJournal {

    /** The two kinds of kept panes. */
    enum Shelf {
        /** Panes of the windows and of the rolling references. */
        HISTORY,
        /** Panes of the pinned reference. */
        PINNED
    }

    /** Keeps an entry, replacing one with the same start on the same shelf. */
    void put(Shelf shelf, PaneEntry entry);

    /** Forgets the entry with this start. */
    void remove(Shelf shelf, long start);

    /** A journal that keeps nothing, for offline use. */
    static PaneJournal none() {
        return new PaneJournal() {
            @Override
            public void put(Shelf shelf, PaneEntry entry) {}

            @Override
            public void remove(Shelf shelf, long start) {}
        };
    }
}
