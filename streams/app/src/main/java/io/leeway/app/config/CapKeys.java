/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static io.leeway.app.config.Key.Importance.LOW;
import static io.leeway.app.config.Key.Importance.MEDIUM;

import io.leeway.app.config.Key.Importance;
import io.leeway.stats.sketch.SummaryLimits;

/** The keys of caps. None has a default that is part of the version: where they are not set nothing changes. */
final class CapKeys {

    private static final int RECORD = 10_485_760;
    private static final int EVENTS = 5_000;
    private static final int TEXT = 32_768;
    private static final int STREAMS = 10_000;
    private static final int MOST_SUMMARISED = 10_000;

    static final Key<Integer> RECORD_BYTES = cap(
            "record-bytes",
            1024,
            1_000_000_000,
            LOW,
            "A record with more bytes goes to the dead letters unread; `" + RECORD + "` if left out.");

    static final Key<Integer> EVENTS_PER_RECORD = cap(
            "events-per-record",
            1,
            1_000_000,
            LOW,
            "A record that holds more events goes to the dead letters as a whole; `" + EVENTS + "` if left out.");

    static final Key<Integer> TEXT_LENGTH = cap(
            "text-length",
            256,
            10_000_000,
            MEDIUM,
            "Of a longer text so many characters are read; `" + TEXT + "` if left out.");

    static final Key<Integer> NAMES = cap(
            "names",
            1,
            MOST_SUMMARISED,
            MEDIUM,
            "So many names of numbers, and as many of categories, are followed in a pane of an agent; `"
                    + SummaryLimits.DEFAULTS.names() + "` if left out. After a change every agent starts anew.");

    static final Key<Integer> VALUES = cap(
            "values",
            1,
            MOST_SUMMARISED,
            MEDIUM,
            "So many values of a category are counted by themselves in a pane, the others together; `"
                    + SummaryLimits.DEFAULTS.categories() + "` if left out. After a change every agent starts anew.");

    static final Key<Integer> AGENTS = cap(
            "agents",
            1,
            10_000_000,
            MEDIUM,
            "So many agents, each cohort by itself, are monitored from one partition of an input topic; events of others go to the"
                    + " dead letters; `" + STREAMS + "` if left out.");

    private CapKeys() {}

    private static Key<Integer> cap(String name, int min, int max, Importance importance, String doc) {
        return Key.versioned("caps." + name, ScalarTypes.integer(min, max), importance, doc);
    }

    static Caps of(Values values) {
        return new Caps(
                values.get(RECORD_BYTES).orElse(RECORD),
                values.get(EVENTS_PER_RECORD).orElse(EVENTS),
                values.get(TEXT_LENGTH).orElse(TEXT),
                values.get(NAMES).orElse(SummaryLimits.DEFAULTS.names()),
                values.get(VALUES).orElse(SummaryLimits.DEFAULTS.categories()),
                values.get(AGENTS).orElse(STREAMS));
    }
}
