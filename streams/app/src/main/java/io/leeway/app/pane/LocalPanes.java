/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.window.MonitorSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open panes of one input partition: one cumulative summary for each stream and pane.
 *
 * <p>Event time is kept for each stream by itself. It only moves forward, and a pane closes when its stream's time
 * passes the pane's end by the grace; an event of a closed pane is late. That one stream is replayed from last year, or
 * dated ahead of the others, therefore touches no other stream.
 *
 * <p>Not thread-safe. Every change goes to the {@link Store} at once, so what is in memory can be lost at any time.
 */
public final class LocalPanes {

    private final SourcePartition source;
    private final long pane;
    private final long grace;
    private final KernelFeatureMap map;
    private final SummaryLimits limits;
    private final StreamCap cap;
    private final Store store;
    private final Map<StreamKey, Open> streams = new HashMap<>();
    private final Map<Place, Set<String>> added = new HashMap<>();
    private long current = -1;

    /** Where open panes and event times are kept. */
    public interface Store {
        /** Keeps the summary of an open pane. */
        void putPane(StreamKey stream, long paneStart, OpenPane pane);

        /** Forgets a closed pane. */
        void removePane(StreamKey stream, long paneStart);

        /** Keeps a stream's event time. */
        void putTime(StreamKey stream, long time);

        /** A stream's event time, or null if it has none. */
        Long time(StreamKey stream);
    }

    /**
     * An open pane as it is kept.
     *
     * @param lastOffset offset of the newest record in it; a record up to it has been counted
     * @param sent how many of its events have been sent in a partial
     * @param summary its events
     */
    public record OpenPane(long lastOffset, long sent, PaneSummary summary) {}

    private static final class Open {
        private long time = Long.MIN_VALUE;
        private long unsentSince;
        private boolean unsent;
        private final NavigableMap<Long, OpenPane> panes = new TreeMap<>();
    }

    private record Place(StreamKey stream, long paneStart) {}

    /** What became of an event. */
    public enum Verdict {
        /** It was added to its pane. */
        ADDED,
        /** Its pane was closed already. */
        LATE,
        /** It had been counted before. */
        REPEATED,
        /** Its pane was begun with another feature map or other limits, so that it cannot be added. */
        FOREIGN,
        /** Its stream is one more than there may be. */
        REFUSED
    }

    /**
     * Open panes of one partition, none so far.
     *
     * @param source the partition
     * @param settings length and grace of panes
     * @param map the feature map of texts
     * @param limits what a pane keeps
     * @param streams how many streams there may be
     * @param store where open panes and event times are kept
     */
    public LocalPanes(
            SourcePartition source,
            MonitorSettings settings,
            KernelFeatureMap map,
            SummaryLimits limits,
            int streams,
            Store store) {
        this.source = source;
        this.pane = settings.pane().toMillis();
        this.grace = settings.grace().toMillis();
        this.map = map;
        this.limits = limits;
        this.cap = new StreamCap(streams);
        this.store = store;
    }

    /** Takes up a stream that had events before a restart; all of them before the first event. */
    public void restore(StreamKey stream) {
        cap.take(stream);
    }

    /** Takes up a pane that was open before a restart. */
    public void restore(StreamKey stream, long paneStart, OpenPane open, long now) {
        Open panes = open(stream);
        panes.panes.put(paneStart, open);
        panes.unsentSince = now;
        panes.unsent = true;
    }

    /**
     * Adds one event. The events of one record, which may be several, are added one after the other.
     *
     * @param stream its stream
     * @param observation the event
     * @param offset its record's offset
     * @param now wall clock, epoch milliseconds
     * @param closed receives the panes that this event's time closes, oldest first
     */
    public Verdict add(StreamKey stream, Observation observation, long offset, long now, List<PartialPane> closed) {
        if (!cap.admits(stream)) {
            return Verdict.REFUSED;
        }
        Open open = open(stream);
        long start = Math.floorDiv(observation.occurredAt(), pane) * pane;
        if (open.time != Long.MIN_VALUE && start + pane + grace <= open.time) {
            return Verdict.LATE;
        }
        OpenPane before = open.panes.get(start);
        if (before != null && offset <= before.lastOffset() && !isNext(offset, new Place(stream, start), observation)) {
            return Verdict.REPEATED;
        }
        if (before != null && foreign(before.summary())) {
            return Verdict.FOREIGN;
        }
        if (offset != current) {
            added.clear();
            current = offset;
        }
        PaneSummary summary = before == null ? new PaneSummary(limits) : before.summary();
        summary.add(observation, map);
        OpenPane after = new OpenPane(offset, before == null ? 0 : before.sent(), summary);
        open.panes.put(start, after);
        added.computeIfAbsent(new Place(stream, start), place -> new HashSet<>())
                .add(observation.eventId());
        if (!open.unsent) {
            open.unsent = true;
            open.unsentSince = now;
        }
        store.putPane(stream, start, after);
        if (observation.occurredAt() > open.time) {
            open.time = observation.occurredAt();
            store.putTime(stream, open.time);
            cap.take(stream);
            closePassed(stream, open, closed);
        }
        return Verdict.ADDED;
    }

    /** Whether the pane has the offset from other events of the record that is being added, and from nothing before. */
    private boolean isNext(long offset, Place place, Observation observation) {
        Set<String> events = offset == current ? added.get(place) : null;
        return events != null && !events.contains(observation.eventId());
    }

    /** Why an event of a stream is refused. It does not name the stream, for anybody may have made it up. */
    public static BadEventException tooMany(int streams) {
        return new BadEventException(
                Reason.TOO_MANY_AGENTS,
                "its partition has " + streams + " agents and cohorts already, and caps.agents allows no more");
    }

    private boolean foreign(PaneSummary begun) {
        return !begun.limits().equals(limits)
                || begun.featureMap()
                        .filter(other -> !other.equals(map.digest()))
                        .isPresent();
    }

    /**
     * The open panes of streams that changed at least {@code age} milliseconds ago and were not sent since. However busy a
     * stream is, no event of it waits longer, so that whoever knows how far the input was read knows what has been sent.
     */
    public Map<StreamKey, List<PartialPane>> due(long now, long age) {
        Map<StreamKey, List<PartialPane>> partials = new TreeMap<>();
        streams.forEach((stream, open) -> {
            if (open.unsent && now - open.unsentSince >= age) {
                partials.put(stream, send(stream, open));
            }
        });
        return partials;
    }

    private List<PartialPane> send(StreamKey stream, Open open) {
        open.unsent = false;
        List<PartialPane> partials = new ArrayList<>(open.panes.size());
        open.panes.replaceAll((start, pane) -> {
            partials.add(partial(open, start, pane, Long.MAX_VALUE));
            OpenPane sent = new OpenPane(pane.lastOffset(), pane.summary().events(), pane.summary());
            store.putPane(stream, start, sent);
            return sent;
        });
        return partials;
    }

    private void closePassed(StreamKey stream, Open open, List<PartialPane> closed) {
        while (!open.panes.isEmpty() && open.panes.firstKey() + pane + grace <= open.time) {
            Map.Entry<Long, OpenPane> first = open.panes.pollFirstEntry();
            // The panes that follow are still to come: a reader of this partial alone must wait for them.
            long next = open.panes.isEmpty() ? Long.MAX_VALUE : open.panes.firstKey();
            closed.add(partial(open, first.getKey(), first.getValue(), next));
            store.removePane(stream, first.getKey());
        }
    }

    private PartialPane partial(Open open, long start, OpenPane pane, long next) {
        long closedUpTo = Math.min(next, Math.floorDiv(open.time - grace, this.pane) * this.pane);
        return new PartialPane(source, start, closedUpTo, pane.summary().events() - pane.sent(), pane.summary());
    }

    private Open open(StreamKey stream) {
        Open open = streams.get(stream);
        if (open == null) {
            open = new Open();
            Long time = store.time(stream);
            open.time = time == null ? Long.MIN_VALUE : time;
            streams.put(stream, open);
        }
        return open;
    }
}
