/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.pane.ClosedPane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rolls the panes of one stream up to cells, see {@link CellLengths}. A cell is complete when a pane arrives that does not
 * belong to it; finished fine cells make up the coarse ones, which is exact because merging is. Every pane is in one cell of
 * each length, and in no other.
 *
 * <p>Panes come in the order of event time. A pane that is not comparable with a cell, because the feature map or the limits of
 * summaries have changed, ends the cell before its time and begins another one for the rest of it. After a change of the pane's
 * length, cells of the old lengths end likewise.
 */
final class RollUp {

    /** Fine and coarse. */
    private static final int LEVELS = 2;

    private final CellLengths lengths;
    private final Store store;

    /** The unfinished cells of the stream, by level. */
    interface Store {
        /** The cell, or null. */
        RolledCell get(int level);

        /** Keeps a cell; forgets it if it is null. */
        void put(int level, RolledCell cell);
    }

    RollUp(CellLengths lengths, Store store) {
        this.lengths = lengths;
        this.store = store;
    }

    /**
     * Takes in a pane.
     *
     * @param featureMap the feature map in use
     * @return the cells that are complete, fine ones before coarse ones
     */
    List<RolledCell> add(ClosedPane pane, String featureMap) {
        RolledCell one = RolledCell.of(lengths.fine(), pane, featureMap);
        List<RolledCell> finished = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            RolledCell open = store.get(level);
            if (open != null && !takes(level, open, one)) {
                store.put(level, null);
                finished.add(open);
                if (level == 0) {
                    lengths.coarse().ifPresent(length -> merge(1, open.ofLength(length), finished));
                }
            }
        }
        merge(0, one, finished);
        return finished;
    }

    private boolean takes(int level, RolledCell open, RolledCell one) {
        Optional<Long> length = level == 0 ? Optional.of(lengths.fine()) : lengths.coarse();
        return length.filter(own -> own == open.length()).isPresent() && open.takes(one);
    }

    private void merge(int level, RolledCell part, List<RolledCell> finished) {
        RolledCell open = store.get(level);
        if (open != null && !takes(level, open, part)) {
            finished.add(open);
            store.put(level, part);
        } else {
            store.put(level, open == null ? part : open.with(part));
        }
    }
}
