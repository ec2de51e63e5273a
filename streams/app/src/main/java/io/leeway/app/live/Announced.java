/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import io.leeway.app.config.LiveSettings;
import java.time.Instant;
import java.util.Optional;

/**
 * Settings that were announced to all instances.
 *
 * @param from event time from which they are in force, epoch milliseconds; {@link #ALWAYS} for any
 * @param at when they were announced
 * @param by who did
 * @param text the settings as text, equal for equal settings
 * @param version version of the configuration with them
 * @param settings the settings; empty if they are not valid beside what this instance cannot change
 */
public record Announced(
        long from, Instant at, String by, String text, String version, Optional<LiveSettings> settings) {

    /** Before any event. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** The same time in words. */
    public String fromInWords() {
        return from == ALWAYS ? "now" : Instant.ofEpochMilli(from).toString();
    }
}
