/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.monitor.CohortJournal.Shelf;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings together what two cohorts sent at the same time.
 *
 * <p>Panes are merged into steps on a fixed grid. A step is looked at once both cohorts have a pane that ends where it ends
 * or later, and given out once its smaller side has {@value #ENOUGH} events; until then later steps are joined to it, at
 * most {@value #JOINED} of them, after which it is given out as it is. A step in which one cohort was silent is left out: what
 * only one of them saw tells nothing. What is given out depends on the two sequences of panes, and not on which cohort's
 * came first.
 *
 * <p>While one cohort is silent the other's steps wait, at most {@value #WAITING} of them, after which the oldest are
 * forgotten. Only there does it matter how far apart the cohorts are read.
 */
final class CohortPairing {

    /** Events of the smaller side that make a step worth betting on. */
    static final int ENOUGH = 20;

    private static final int JOINED = 12;
    private static final int WAITING = 288;

    private final long step;
    private final Map<Side, NavigableMap<Long, PaneEntry>> waiting = new EnumMap<>(Side.class);
    private final Map<Side, Long> ends;
    private long seen = Long.MIN_VALUE;

    /**
     * What waits.
     *
     * @param step length of a step, milliseconds
     * @param ends end of the newest pane of each side that has had one
     * @param journal where the panes are kept
     */
    CohortPairing(long step, Map<Side, Long> ends, CohortJournal journal) {
        this.step = step;
        this.ends = new EnumMap<>(Side.class);
        this.ends.putAll(ends);
        for (Side side : Side.values()) {
            NavigableMap<Long, PaneEntry> entries = new TreeMap<>();
            journal.load(Shelf.WAITING, side).forEach(entry -> entries.put(entry.start(), entry));
            waiting.put(side, entries);
        }
    }

    Map<Side, Long> ends() {
        return ends;
    }

    /** How much longer one side has been heard of than the other, milliseconds; 0 while one was never heard of. */
    long ahead(Side side) {
        return ends.size() < 2 ? 0 : Math.max(0, ends.get(side) - ends.get(side.other()));
    }

    /** Takes a pane and gives out the steps that are complete with it, oldest first. */
    List<CohortPane> add(Side side, PaneEntry pane, CohortJournal journal) {
        ends.put(side, pane.end());
        long start = Math.floorDiv(pane.start(), step) * step;
        NavigableMap<Long, PaneEntry> own = waiting.get(side);
        PaneEntry entry = new PaneEntry(start, start + step, pane.summary());
        // Another feature map is another language, and other limits drop other things: of a step in which either
        // changed,
        // what came later counts.
        PaneEntry merged =
                own.containsKey(start) && merge(own.get(start), entry) ? merged(own.get(start), entry) : entry;
        own.put(start, merged);
        journal.put(Shelf.WAITING, side, merged);
        while (own.size() > WAITING) {
            journal.remove(Shelf.WAITING, side, own.pollFirstEntry().getKey());
        }
        return complete(journal);
    }

    private static PaneEntry merged(PaneEntry before, PaneEntry more) {
        return new PaneEntry(
                before.start(), before.end(), CohortPane.merged(before, more).summary());
    }

    private static boolean merge(PaneEntry one, PaneEntry other) {
        boolean sameMap = one.summary().featureMap().isEmpty()
                || other.summary().featureMap().isEmpty()
                || one.summary().featureMap().equals(other.summary().featureMap());
        return sameMap && one.summary().limits().equals(other.summary().limits());
    }

    private List<CohortPane> complete(CohortJournal journal) {
        if (ends.size() < 2) {
            return List.of();
        }
        long frontier = Math.floorDiv(Math.min(ends.get(Side.CONTROL), ends.get(Side.CANARY)), step) * step;
        if (frontier == seen) {
            return List.of();
        }
        seen = frontier;
        TreeSet<Long> starts = new TreeSet<>();
        waiting.values().forEach(side -> starts.addAll(side.headMap(frontier).keySet()));
        List<CohortPane> steps = new ArrayList<>();
        List<Long> joined = new ArrayList<>();
        CohortPane open = null;
        for (long start : starts) {
            PaneEntry control = waiting.get(Side.CONTROL).get(start);
            PaneEntry canary = waiting.get(Side.CANARY).get(start);
            if (control == null || canary == null) {
                forget(List.of(start), journal);
                continue;
            }
            CohortPane next = new CohortPane(control, canary);
            if (open != null && (!merge(open.control(), control) || !merge(open.canary(), canary))) {
                forget(joined, journal);
                joined.clear();
                open = null;
            }
            open = open == null ? next : open.and(next);
            joined.add(start);
            if (open.smaller() >= ENOUGH || open.end() - open.start() >= JOINED * step) {
                steps.add(open);
                forget(joined, journal);
                joined.clear();
                open = null;
            }
        }
        return steps;
    }

    private void forget(List<Long> starts, CohortJournal journal) {
        for (Side side : Side.values()) {
            for (long start : starts) {
                if (waiting.get(side).remove(start) != null) {
                    journal.remove(Shelf.WAITING, side, start);
                }
            }
        }
    }
}
