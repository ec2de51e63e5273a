/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.sketch.PaneSummary;
import java.time.Duration;
import java.util.List;

/**
 * A reference as it was taken: the panes that windows are compared with.
 *
 * @param name {@code trailing}, {@code seasonal}, {@code none} or {@code pinned}
 * @param entries the panes, oldest first, at least one
 * @param hours how many hours are told apart: 1 for none, {@link HourOfWeek#HOURS_OF_DAY} or {@link HourOfWeek#HOURS}
 * @param notes what a person should know about it
 */
public record Reference(String name, List<PaneEntry> entries, int hours, List<ReferenceNote> notes) {

    /** A seasonal reference that would span less is not taken. */
    public static final Duration LEAST_CYCLE = Duration.ofDays(1);

    /** A seasonal reference that spans less is pooled. */
    public static final Duration LEAST_SEASON = Duration.ofDays(5);

    /** A seasonal reference that spans less, but for a day of silence, knows the hours of the day only. */
    public static final Duration TWO_WEEKS = Duration.ofDays(14);

    private static final Duration SILENCE = Duration.ofDays(1);

    /** Copies the lists. */
    public Reference {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /** A pooled reference nothing is to be said about. */
    public Reference(String name, List<PaneEntry> entries) {
        this(name, entries, 1, List.of());
    }

    /** From the start of the first to the end of the last; at least one entry. */
    static long span(List<PaneEntry> entries) {
        return entries.get(entries.size() - 1).end() - entries.get(0).start();
    }

    /** How many hours are told apart by a seasonal reference of these panes. */
    static int hours(List<PaneEntry> entries) {
        long span = span(entries);
        if (span < LEAST_SEASON.toMillis()) {
            return 1;
        }
        return span < TWO_WEEKS.minus(SILENCE).toMillis() ? HourOfWeek.HOURS_OF_DAY : HourOfWeek.HOURS;
    }

    /** Start of the oldest pane. */
    public long start() {
        return entries.get(0).start();
    }

    /** End of the newest pane. */
    public long end() {
        return entries.get(entries.size() - 1).end();
    }

    /** How many events the panes hold. */
    public long events() {
        return entries.stream().mapToLong(entry -> entry.summary().events()).sum();
    }

    /** Whether hours are told apart. */
    public boolean seasonal() {
        return hours > 1;
    }

    /** The hour of an entry, 0 to {@code hours} − 1, or {@link HourOfWeek#NONE} if it reaches into a second hour. */
    public int hour(PaneEntry entry) {
        int hour = HourOfWeek.of(entry);
        return hour == HourOfWeek.NONE ? hour : hour % hours;
    }

    /** The hour of a time, 0 to {@code hours} − 1. */
    public int hour(long epochMillis) {
        return HourOfWeek.of(epochMillis) % hours;
    }

    /** Everything the panes have seen, merged. */
    public PaneSummary total() {
        PaneSummary total = entries.get(0).summary().copy();
        entries.subList(1, entries.size()).forEach(entry -> total.merge(entry.summary()));
        return total;
    }
}
