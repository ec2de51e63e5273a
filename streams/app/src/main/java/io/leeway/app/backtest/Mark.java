/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.config.AgentPattern;
import java.time.Instant;
import java.util.Locale;

/**
 * What is known of a stretch of the history.
 *
 * @param agents whose
 * @param from its start, event time
 * @param to its end, exclusive
 * @param kind what is known
 * @param note what somebody said of it; may be empty
 */
public record Mark(AgentPattern agents, Instant from, Instant to, Kind kind, String note) {

    /** What can be known of a stretch. */
    public enum Kind {
        /** Nothing changed: an alert that opens in it is a false alarm. */
        CLEAN,
        /** Something changed: an alert should open in it, the sooner the better. */
        INCIDENT;

        /** As it is written in a file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a moment lies in it. */
    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
