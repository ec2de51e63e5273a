/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.window.PaneEntry;
import java.util.List;

/** Where a comparison of cohorts writes through what it keeps of their panes, so that a restart finds it again. */
public interface CohortJournal {

    /** The kinds of kept panes. */
    enum Shelf {
        /** Panes that wait for those of the other cohort, or for more events. */
        WAITING,
        /** Panes that were compared. */
        COMPARED
    }

    /** Keeps an entry, replacing one of the same side and start on the same shelf. */
    void put(Shelf shelf, Side side, PaneEntry entry);

    /** Forgets the entry of a side with this start, if there is one. */
    void remove(Shelf shelf, Side side, long start);

    /** The entries of a side on a shelf, oldest first. */
    List<PaneEntry> load(Shelf shelf, Side side);

    /** A journal that keeps nothing, where nothing is started again. */
    static CohortJournal none() {
        return new CohortJournal() {
            @Override
            public void put(Shelf shelf, Side side, PaneEntry entry) {}

            @Override
            public void remove(Shelf shelf, Side side, long start) {}

            @Override
            public List<PaneEntry> load(Shelf shelf, Side side) {
                return List.of();
            }
        };
    }
}
