/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.pane.ClosedPane.ClosedBy;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the partial panes of all input partitions together and decides when a pane is complete.
 *
 * <p>A pane of a stream closes when the stream's event time has passed it in some partition and no partition can add to
 * it any more: each one either has passed it too, or is known to have been read up to a moment after the first passed it
 * ({@link InputFrontier}). The newest pane of a stream that falls silent closes when every partition has been read to a
 * moment one idle timeout after its last partial arrived, and past the time until which the pane accepts late events. So
 * while there is a backlog only event time closes panes, and the panes are the same however the events are spread over
 * partitions.
 *
 * <p>Not thread-safe. Every change goes to the {@link Store} at once.
 */
public final class PaneMerge {

    private final Set<SourcePartition> sources;
    private final long pane;
    private final long grace;
    private final long idle;
    private final Store store;
    private final Map<StreamKey, Merging> streams = new HashMap<>();

    /** Where partial panes are kept. */
    public interface Store {
        /** Keeps a partial, replacing the same partition's earlier one. */
        void putPartial(StreamKey stream, PartialPane partial);

        /** Forgets a partial. */
        void removePartial(StreamKey stream, long paneStart, SourcePartition source);

        /** Keeps how far a stream has come. */
        void putProgress(StreamKey stream, MergeProgress progress);

        /** How far a stream has come, or null if nothing is known. */
        MergeProgress progress(StreamKey stream);
    }

    private static final class Merging {
        private MergeProgress progress;
        private long arrivedAt;
        private final NavigableMap<Long, SortedMap<SourcePartition, PaneSummary>> panes = new TreeMap<>();
        private final NavigableMap<Long, Long> passedAt = new TreeMap<>();
    }

    /**
     * A merge without panes.
     *
     * @param sources all partitions of all input topics
     * @param pane length of a pane, milliseconds
     * @param grace how long a pane stays open, milliseconds of event time
     * @param idle how long nothing must come before a stream counts as silent, milliseconds of wall clock
     * @param store where partial panes are kept
     */
    public PaneMerge(Set<SourcePartition> sources, long pane, long grace, long idle, Store store) {
        this.sources = Set.copyOf(sources);
        this.pane = pane;
        this.grace = grace;
        this.idle = idle;
        this.store = store;
    }

    /** Takes up a partial that was kept before a restart. */
    public void restore(StreamKey stream, PartialPane partial, long now) {
        Merging merging = merging(stream, now);
        put(merging, partial);
        merging.arrivedAt = now;
    }

    /**
     * Takes in one partial.
     *
     * @return how many events came too late: those the partial brings to a pane that is closed
     */
    public long add(StreamKey stream, PartialPane partial, long now) {
        Merging merging = merging(stream, now);
        MergeProgress before = merging.progress;
        merging.progress = before.with(partial.source(), partial.closedUpTo());
        if (merging.progress.furthest() > before.furthest()) {
            merging.passedAt.put(merging.progress.furthest(), now);
        }
        merging.arrivedAt = now;
        boolean late = partial.paneStart() + pane <= before.closedUpTo();
        if (!late) {
            put(merging, partial);
            store.putPartial(stream, partial);
        }
        if (!merging.progress.equals(before)) {
            store.putProgress(stream, merging.progress);
        }
        return late ? partial.fresh() : 0;
    }

    /** Streams with a pane that is not closed yet. */
    public List<StreamKey> waiting() {
        return streams.keySet().stream().sorted().toList();
    }

    /**
     * Closes what is complete of one stream, oldest pane first.
     *
     * @param stream the stream
     * @param now wall clock, epoch milliseconds
     * @param reader partition of the asking task
     * @param frontier how far the inputs have been read
     */
    public List<ClosedPane> close(StreamKey stream, long now, int reader, InputFrontier frontier) {
        Merging merging = streams.get(stream);
        List<ClosedPane> closed = new ArrayList<>();
        while (merging != null && !merging.panes.isEmpty()) {
            long start = merging.panes.firstKey();
            ClosedBy by = closedBy(merging, start + pane, now, reader, frontier);
            if (by == null) {
                break;
            }
            closed.add(closeFirst(stream, merging, by));
        }
        if (merging != null && merging.panes.isEmpty()) {
            streams.remove(stream);
        }
        return closed;
    }

    private ClosedBy closedBy(Merging merging, long end, long now, int reader, InputFrontier frontier) {
        if (end <= merging.progress.furthest()) {
            Map.Entry<Long, Long> passed = merging.passedAt.ceilingEntry(end);
            long since = passed == null ? merging.arrivedAt : passed.getValue();
            return sources.stream()
                            .allMatch(source -> merging.progress.of(source) >= end
                                    || frontier.processedUpTo(source, reader) >= since)
                    ? ClosedBy.TIME
                    : null;
        }
        boolean silent = now - merging.arrivedAt >= idle && now >= end + grace + idle;
        return silent
                        && sources.stream()
                                .allMatch(source -> frontier.processedUpTo(source, reader)
                                        >= Math.max(merging.arrivedAt + idle, end + grace))
                ? ClosedBy.IDLE
                : null;
    }

    private ClosedPane closeFirst(StreamKey stream, Merging merging, ClosedBy by) {
        Map.Entry<Long, SortedMap<SourcePartition, PaneSummary>> first = merging.panes.pollFirstEntry();
        long start = first.getKey();
        PaneSummary merged = merged(first.getValue().values());
        first.getValue().keySet().forEach(source -> store.removePartial(stream, start, source));
        merging.progress = merging.progress.closed(start + pane);
        merging.passedAt.headMap(start + pane, true).clear();
        store.putProgress(stream, merging.progress);
        return new ClosedPane(
                new PaneEntry(start, start + pane, merged),
                by,
                List.copyOf(first.getValue().keySet()));
    }

    /**
     * Partials of one pane merge if they have one feature map and the same limits. Only while a fleet changes its model or its caps
     * can they have two; those of the lesser part are left out then, for sums of two maps mean nothing.
     */
    private static PaneSummary merged(Collection<PaneSummary> partials) {
        Map<SummaryLimits, List<PaneSummary>> byLimits = new LinkedHashMap<>();
        partials.forEach(partial -> byLimits.computeIfAbsent(partial.limits(), limits -> new ArrayList<>())
                .add(partial));
        return byLimits.entrySet().stream()
                .map(entry -> merged(entry.getKey(), entry.getValue()))
                .max(Comparator.comparingLong(PaneSummary::events))
                .orElseGet(PaneSummary::new);
    }

    private static PaneSummary merged(SummaryLimits limits, List<PaneSummary> partials) {
        SortedMap<String, PaneSummary> byMap = new TreeMap<>();
        List<PaneSummary> withoutText = new ArrayList<>();
        for (PaneSummary partial : partials) {
            partial.featureMap()
                    .ifPresentOrElse(
                            map -> byMap.computeIfAbsent(map, digest -> new PaneSummary(limits))
                                    .merge(partial),
                            () -> withoutText.add(partial));
        }
        PaneSummary merged = byMap.values().stream()
                .max(Comparator.comparingLong(PaneSummary::events))
                .orElseGet(() -> new PaneSummary(limits));
        withoutText.forEach(merged::merge);
        return merged;
    }

    private static void put(Merging merging, PartialPane partial) {
        merging.panes
                .computeIfAbsent(partial.paneStart(), start -> new TreeMap<>())
                .put(partial.source(), partial.summary());
    }

    private Merging merging(StreamKey stream, long now) {
        return streams.computeIfAbsent(stream, key -> {
            Merging merging = new Merging();
            MergeProgress known = store.progress(key);
            merging.progress = known == null ? MergeProgress.NONE : known;
            if (merging.progress.furthest() != Long.MIN_VALUE) {
                merging.passedAt.put(merging.progress.furthest(), now);
            }
            return merging;
        });
    }
}
