/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kept panes of one agent on one shelf, oldest first, with a bound on their number.
 *
 * <p>Old panes are only needed as blocks of a reference, where a few hundred suffice however long the reference is. So
 * {@link #compact} lowers the resolution of a stretch, merging neighbours on a {@link CellGrid} that is fixed in event
 * time, until the stretch has few enough cells. Merging is exact, and every change is journalled; a restart therefore finds the same
 * entries.
 */
final class PaneHistory {

    private final PaneJournal.Shelf shelf;
    private final CellGrid grid;
    private final List<PaneEntry> entries;

    PaneHistory(PaneJournal.Shelf shelf, CellGrid grid, List<PaneEntry> entries) {
        this.shelf = shelf;
        this.grid = grid;
        this.entries = new ArrayList<>(entries);
    }

    List<PaneEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** The entries that lie wholly inside {@code [from, to)}. */
    List<PaneEntry> between(long from, long to) {
        return entries.stream()
                .filter(entry -> entry.start() >= from && entry.end() <= to)
                .toList();
    }

    /** Adds the newest pane. */
    void append(PaneEntry entry, PaneJournal journal) {
        if (!entries.isEmpty()
                && entry.start() < entries.get(entries.size() - 1).end()) {
            throw new IllegalArgumentException("pane " + entry.start() + " is not after the newest one, which ends at "
                    + entries.get(entries.size() - 1).end());
        }
        entries.add(entry);
        journal.put(shelf, entry);
    }

    /** Adds entries of any time that share none with those there are; the others are left out. */
    void fill(List<PaneEntry> more, PaneJournal journal) {
        List<PaneEntry> all = filled(more);
        Set<Long> before = new HashSet<>();
        entries.forEach(entry -> before.add(entry.start()));
        all.stream().filter(entry -> !before.contains(entry.start())).forEach(entry -> journal.put(shelf, entry));
        entries.clear();
        entries.addAll(all);
    }

    /** What {@link #fill} would make of the entries. */
    List<PaneEntry> filled(List<PaneEntry> more) {
        NavigableMap<Long, PaneEntry> byStart = new TreeMap<>();
        entries.forEach(entry -> byStart.put(entry.start(), entry));
        for (PaneEntry entry : more) {
            Map.Entry<Long, PaneEntry> before = byStart.lowerEntry(entry.end());
            if (before == null || before.getValue().end() <= entry.start()) {
                byStart.put(entry.start(), entry);
            }
        }
        return List.copyOf(byStart.values());
    }

    /** Forgets the entries that do not lie wholly inside {@code [from, to)}. */
    void keepBetween(long from, long to, PaneJournal journal) {
        entries.removeIf(entry -> {
            boolean outside = entry.start() < from || entry.end() > to;
            if (outside) {
                journal.remove(shelf, entry.start());
            }
            return outside;
        });
    }

    /** Forgets every entry. */
    void clear(PaneJournal journal) {
        entries.forEach(entry -> journal.remove(shelf, entry.start()));
        entries.clear();
    }

    /** Forgets the entries that end at or before {@code time}. */
    void dropBefore(long time, PaneJournal journal) {
        while (!entries.isEmpty() && entries.get(0).end() <= time) {
            journal.remove(shelf, entries.remove(0).start());
        }
    }

    /** Forgets the entries that share time with any of {@code spans} and end at or before {@code time}. */
    void drop(List<Span> spans, long time, PaneJournal journal) {
        List<PaneEntry> dropped = entries.stream()
                .filter(entry -> entry.end() <= time)
                .filter(entry -> spans.stream().anyMatch(span -> span.overlaps(entry.span())))
                .toList();
        dropped.forEach(entry -> journal.remove(shelf, entry.start()));
        entries.removeAll(dropped);
    }

    /**
     * Merges neighbours inside {@code [from, to)} on the finest grid on which the entries there fill at most {@code limit}
     * cells, but on none coarser than {@code coarsest}.
     *
     * <p>Time without entries does not count, so an agent that works an hour a day keeps enough of its panes; where cells
     * double, more than half of {@code limit} cells are left. A grid cell that reaches over the stretch's border keeps its
     * finer entries.
     */
    void compact(long from, long to, int limit, long coarsest, PaneJournal journal) {
        List<PaneEntry> inside = between(from, to);
        long covered =
                inside.stream().mapToLong(entry -> entry.end() - entry.start()).sum();
        long cell = grid.pane();
        while (cell < coarsest && (covered / cell > limit || cells(inside, cell) > limit)) {
            cell = grid.coarser(cell);
        }
        if (cell > grid.pane()) {
            mergeCells(cell, from, to, journal);
        }
    }

    private static long cells(List<PaneEntry> entries, long cell) {
        return entries.stream()
                .mapToLong(entry -> Math.floorDiv(entry.start(), cell))
                .distinct()
                .count();
    }

    private void mergeCells(long cell, long from, long to, PaneJournal journal) {
        List<PaneEntry> merged = new ArrayList<>(entries.size());
        for (PaneEntry entry : entries) {
            PaneEntry last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            long cellStart = Math.floorDiv(entry.start(), cell) * cell;
            boolean cellInside = cellStart >= from && cellStart + cell <= to;
            if (last != null && cellInside && last.start() >= cellStart && entry.end() <= cellStart + cell) {
                PaneEntry both = last.mergedWith(entry);
                merged.set(merged.size() - 1, both);
                journal.remove(shelf, entry.start());
                journal.put(shelf, both);
            } else {
                merged.add(entry);
            }
        }
        entries.clear();
        entries.addAll(merged);
    }
}
