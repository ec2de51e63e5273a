/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.app.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A point in event time as people give it: itself, or how long after the newest pane.
 *
 * @param text what was given
 * @param at the time, or null
 * @param after the period, or null
 */
record EventTime(String text, Instant at, Duration after) {

    /** The time, seen from the newest pane; empty if that is needed and there is none. */
    Optional<Instant> from(Instant newest) {
        if (at != null) {
            return Optional.of(at);
        }
        return Optional.ofNullable(newest).map(pane -> pane.plus(after));
    }

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<EventTime> {

        @Override
        public EventTime convert(String text) {
            try {
                return text.startsWith("+")
                        ? new EventTime(text, null, Durations.parse(text.substring(1)))
                        : new EventTime(text, Instant.parse(text), null);
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text
                                + "' must be an event time such as 2026-01-01T08:00:00Z, or a period after the newest pane such as +2h");
            }
        }
    }
}
