/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What the demo plays. The same plan always gives the same events, byte for byte.
 *
 * @param start event time at which every agent's traffic begins
 * @param length how much event time is played; positive
 * @param changeAfter how long after {@code start} the {@code support} agent begins to receive new questions; not
 *     negative; {@code length} or more means never
 * @param meanGap mean event time between two messages to the same agent; at least one millisecond
 * @param driftShare share of the {@code support} agent's messages that are new questions once the change has happened,
 *     from 0 to 1
 * @param seed what all randomness is derived from
 */
public record DemoPlan(
        Instant start, Duration length, Duration changeAfter, Duration meanGap, double driftShare, long seed) {

    /** Six hours from the start of 2026, a message every six seconds per agent, the change after five hours. */
    public static final DemoPlan DEFAULTS = new DemoPlan(
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofHours(6),
            Duration.ofHours(5),
            Duration.ofSeconds(6),
            0.4,
            2026);

    /** Checks every rule above; an {@link IllegalArgumentException} names the value that breaks one. */
    public DemoPlan {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("length must be positive: " + length);
        }
        if (changeAfter.isNegative()) {
            throw new IllegalArgumentException("changeAfter must not be negative: " + changeAfter);
        }
        if (meanGap.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("meanGap must be at least one millisecond: " + meanGap);
        }
        if (!(driftShare >= 0 && driftShare <= 1)) {
            throw new IllegalArgumentException("driftShare must be from 0 to 1: " + driftShare);
        }
    }

    /** Event time at which the new questions begin. */
    public Instant changeAt() {
        return start.plus(changeAfter);
    }

    /** Event time before which every event lies. */
    public Instant end() {
        return start.plus(length);
    }
}
