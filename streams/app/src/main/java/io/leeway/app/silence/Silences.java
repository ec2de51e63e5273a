/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import io.leeway.app.alert.NoDataOutcomes;
import io.leeway.app.alert.OpenAlerts;
import io.leeway.app.alert.Outcome;
import io.leeway.app.topic.StreamKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Decides which streams are silent, and tells so once for each silence.
 *
 * <p>There are two ways to find out. The clock says so while nothing comes, provided that everything that was sent has been
 * read ({@link #tick}). And the next pane says so, if it comes after a gap in event time that the clock has not been asked
 * about: because the service did not run, reads the past again, or is a replay ({@link #pane}). Times and identities are those
 * of the events in both cases, so both tell the same. Not thread-safe. Every change goes to the {@link Store} at once.
 */
public final class Silences {

    /** After so much silence of an agent the state is reported where no other time is set. */
    public static final Duration REPORTED_AFTER = Duration.ofHours(1);

    /** After so much silence nothing is expected of an agent any more. */
    public static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

    private static final long FORGOTTEN = FORGOTTEN_AFTER.toMillis();
    private static final String RECOVERED = "recovered: events came again";
    private static final String RECONFIGURED =
            "reconfigured: there is no longer to be an alert of this agent's silence";
    private static final String ABANDONED =
            "abandoned: no event for " + FORGOTTEN_AFTER.toDays() + " days, so none is expected any more";

    private final LongFunction<NoDataOutcomes> outcomes;
    private final Store store;
    private final OpenAlerts open;
    private final SortedMap<StreamKey, Silence> known = new TreeMap<>();
    private int silent;

    /** Where it is kept what is known of each stream. */
    public interface Store {
        /** Keeps what is known, as bytes. */
        void put(StreamKey stream, byte[] silence);

        /** Forgets a stream. */
        void remove(StreamKey stream);
    }

    /** Nothing is kept. */
    public static Store nowhere() {
        return new Store() {
            @Override
            public void put(StreamKey stream, byte[] silence) {}

            @Override
            public void remove(StreamKey stream) {}
        };
    }

    /**
     * No stream is known yet.
     *
     * @param outcomes makes the records, by the time for which it is to be known what is told
     * @param store where it is kept what is known
     * @param open the open alerts, which are kept up to date
     */
    public Silences(LongFunction<NoDataOutcomes> outcomes, Store store, OpenAlerts open) {
        this.outcomes = outcomes;
        this.store = store;
        this.open = open;
    }

    /** Takes up what was kept before a restart. */
    void restore(StreamKey stream, byte[] kept) {
        remember(stream, Silence.fromBytes(kept));
    }

    /** Streams that are reported to be silent. */
    int silent() {
        return silent;
    }

    /**
     * Streams that could be silent by now, in their order.
     *
     * @param reached as for {@link #tick}; {@link Long#MIN_VALUE} while nothing is known, when none is
     */
    List<StreamKey> overdue(long reached) {
        return known.entrySet().stream()
                // Not as a difference, which would overflow for the smallest number.
                .filter(entry -> withdrawn(entry.getKey(), entry.getValue(), reached)
                        || reached >= entry.getValue().began() + next(entry.getKey(), entry.getValue(), reached))
                .map(entry -> entry.getKey())
                .toList();
    }

    /** Whether an alert is open that the settings no longer ask for. */
    private boolean withdrawn(StreamKey stream, Silence silence, long time) {
        return silence.alerted()
                && time >= silence.began()
                && outcomes.apply(time).alertAfter(stream).isEmpty();
    }

    private long next(StreamKey stream, Silence silence, long time) {
        long next = silence.told() ? FORGOTTEN : reportedAfter(stream, time);
        return silence.alerted()
                ? next
                : Math.min(next, outcomes.apply(time).alertAfter(stream).orElse(next));
    }

    private long reportedAfter(StreamKey stream, long time) {
        return outcomes.apply(time).alertAfter(stream).orElse(REPORTED_AFTER.toMillis());
    }

    /**
     * A stream has sent nothing up to now.
     *
     * @param reached wall-clock time up to which everything sent has been read and none of it belongs to the stream
     * @param mutedUntil until when nobody is to be told of incidents of the stream that open, epoch milliseconds
     */
    List<Outcome> tick(StreamKey stream, long reached, LongSupplier mutedUntil) {
        Silence silence = known.get(stream);
        NoDataOutcomes inForce = outcomes.apply(reached);
        long lasted = reached - silence.began();
        List<Outcome> told = new ArrayList<>();
        if (withdrawn(stream, silence, reached)) {
            silence = silence.withdrawn();
            keep(stream, silence);
            told.addAll(inForce.resolved(stream, at(reached), RECONFIGURED, open));
        }
        long reportedAfter = reportedAfter(stream, reached);
        if (!silence.told() && lasted >= reportedAfter) {
            silence = silence.reported();
            keep(stream, silence);
            told.add(inForce.report(stream, at(silence.since()), Duration.ofMillis(reportedAfter)));
        }
        long alertAfter = inForce.alertAfter(stream).orElse(Long.MAX_VALUE);
        if (!silence.alerted() && lasted >= alertAfter && mutedUntil.getAsLong() <= reached) {
            keep(stream, silence.opened());
            told.addAll(inForce.opened(stream, at(silence.since()), open));
        }
        if (lasted >= FORGOTTEN) {
            told.addAll(inForce.resolved(stream, at(silence.since() + FORGOTTEN), ABANDONED, open));
            forget(stream);
            store.remove(stream);
        }
        return List.copyOf(told);
    }

    /**
     * A pane of a stream closed. To be told before what the pane itself leads to.
     *
     * @param start start of the pane, epoch milliseconds
     * @param end its end
     * @param now wall clock; 0 where there is none
     * @param mutedUntil until when nobody is to be told of incidents of the stream that open, epoch milliseconds
     */
    public List<Outcome> pane(StreamKey stream, long start, long end, long now, LongSupplier mutedUntil) {
        if (stream.isMix()) {
            // It is silent when all cohorts are, and these are told of.
            return List.of();
        }
        Silence before = known.get(stream);
        keep(stream, new Silence(end, now, false, false));
        if (before == null) {
            return List.of();
        }
        List<Outcome> told = new ArrayList<>();
        NoDataOutcomes inForce = outcomes.apply(start);
        long gap = start - before.since();
        long reportedAfter = reportedAfter(stream, start);
        if (!before.told() && gap >= reportedAfter) {
            told.add(inForce.report(stream, at(before.since()), Duration.ofMillis(reportedAfter)));
        }
        long alertAfter = inForce.alertAfter(stream).orElse(Long.MAX_VALUE);
        if (!before.alerted() && gap >= alertAfter && mutedUntil.getAsLong() < end) {
            told.addAll(inForce.opened(stream, at(before.since()), open));
        }
        told.addAll(
                gap >= FORGOTTEN
                        ? inForce.resolved(stream, at(before.since() + FORGOTTEN), ABANDONED, open)
                        : inForce.resolved(stream, at(end), RECOVERED, open));
        return List.copyOf(told);
    }

    private void keep(StreamKey stream, Silence silence) {
        remember(stream, silence);
        store.put(stream, silence.toBytes());
    }

    private void remember(StreamKey stream, Silence silence) {
        forget(stream);
        known.put(stream, silence);
        silent += silence.told() ? 1 : 0;
    }

    private void forget(StreamKey stream) {
        Silence before = known.remove(stream);
        silent -= before != null && before.told() ? 1 : 0;
    }

    private static Instant at(long time) {
        return Instant.ofEpochMilli(time);
    }
}
