/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;

/**
 * How far a window reaches back from the newest closed pane.
 *
 * @param events 0 for a window by duration; otherwise the window takes the newest panes until it holds at least this
 *     many events
 * @param atMost the duration of the window, or, for a window by events, the longest it may become
 */
public record WindowSpec(int events, Duration atMost) {

    /** Checks that the number of events is not negative and the duration is positive. */
    public WindowSpec {
        if (events < 0) {
            throw new IllegalArgumentException("events must not be negative: " + events);
        }
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException("a window's duration must be positive: " + atMost);
        }
    }

    /** A window of fixed duration. */
    public static WindowSpec ofDuration(Duration duration) {
        return new WindowSpec(0, duration);
    }

    /** A window of at least {@code events} events, never longer than {@code atMost}. */
    public static WindowSpec ofEvents(int events, Duration atMost) {
        return new WindowSpec(events, atMost);
    }
}
