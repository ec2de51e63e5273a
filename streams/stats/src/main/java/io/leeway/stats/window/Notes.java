/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.ReferenceNote.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is to be said about a reference of some panes. */
final class Notes {

    /** A reference that lacks less than this share of its length is not called short. */
    private static final int SHARE = 20;

    private final String reference;
    private final long span;
    private final List<ReferenceNote> notes = new ArrayList<>();

    Notes(String reference, List<PaneEntry> entries) {
        this.reference = reference;
        this.span = Reference.span(entries);
    }

    void spanning(long asked) {
        if (span < asked - asked / SHARE) {
            add(Kind.SHORT, "spans " + text(span) + " of " + text(asked));
        }
    }

    void extended(long asked) {
        add(
                Kind.EXTENDED,
                "spans " + text(span) + " instead of " + text(asked) + ", until it had " + References.LEAST_ENTRIES
                        + " panes and " + References.LEAST_EVENTS + " events");
    }

    void hours(int hours) {
        if (hours == 1) {
            add(
                    Kind.SEASON_TOO_SHORT,
                    "spans " + text(span) + "; hours are told apart from " + text(Reference.LEAST_SEASON.toMillis())
                            + " on");
        } else if (hours == HourOfWeek.HOURS_OF_DAY) {
            add(
                    Kind.HOURS_OF_DAY,
                    "spans " + text(span) + "; hours of the day are told apart, those of the week from "
                            + text(Reference.TWO_WEEKS.toMillis()) + " on");
        }
    }

    /** Which stretches of a reference were left out. */
    static ReferenceNote screened(String reference, List<Span> stretches) {
        String spans = stretches.stream()
                .map(span -> Instant.ofEpochMilli(span.start()) + " to " + Instant.ofEpochMilli(span.end()))
                .collect(Collectors.joining(", "));
        return new ReferenceNote(reference, Kind.SCREENED, "left out as unlike the rest: " + spans);
    }

    List<ReferenceNote> all() {
        return notes;
    }

    private void add(Kind kind, String text) {
        notes.add(new ReferenceNote(reference, kind, text));
    }

    /** The two largest units of a duration: {@code 6 d 23 h}. */
    static String text(long millis) {
        Duration duration = Duration.ofMillis(millis);
        long[] parts = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()};
        String[] units = {"d", "h", "min", "s"};
        int first = 0;
        while (first < parts.length - 1 && parts[first] == 0) {
            first++;
        }
        String text = parts[first] + " " + units[first];
        boolean more = first + 1 < parts.length && parts[first + 1] > 0;
        return more ? text + " " + parts[first + 1] + " " + units[first + 1] : text;
    }
}
