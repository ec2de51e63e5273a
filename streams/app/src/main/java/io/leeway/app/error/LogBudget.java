/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.error;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * So many lines a minute: whoever may write to an input topic must not be able to fill the disk with what is said about it.
 * Thread-safe.
 */
final class LogBudget {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final long lines;
    private final LongSupplier nanos;
    private long begun;
    private long asked;
    private long kept;

    /**
     * A budget that nothing has been taken from.
     *
     * @param lines how many lines a minute are allowed
     * @param nanos a clock that only goes forward
     */
    LogBudget(long lines, LongSupplier nanos) {
        this.lines = lines;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /** Asks for a line: how many before it were kept back and not yet spoken of; empty if it is to be kept back too. */
    synchronized OptionalLong take() {
        long now = nanos.getAsLong();
        if (now - begun >= MINUTE) {
            begun = now;
            asked = 0;
        }
        asked++;
        if (asked > lines) {
            kept++;
            return OptionalLong.empty();
        }
        long before = kept;
        kept = 0;
        return OptionalLong.of(before);
    }
}
