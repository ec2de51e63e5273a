/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Up to which event time it is known what is in force.
 *
 * <p>Whoever announces something reads the clock, names a time at least a lead later, and does not go through with it after
 * half of the lead. So what is missing from a reading of the topic that began at {@code t} is of a time after {@code t} and half
 * of the lead; the other half of the time is left for clocks that differ. A time ahead of the clock itself cannot be waited for:
 * it belongs to an agent whose clock is ahead, and what is known now holds.
 */
final class Knowledge {

    private final Clock clock;
    private final long margin;
    private final Duration patience;
    private final String topic;
    private long readAt = Long.MIN_VALUE;
    private String failure;

    /**
     * Nothing is known.
     *
     * @param clock wall clock
     * @param lead how far ahead of the clock changes lie
     * @param patience how long is waited for knowledge
     * @param topic where it comes from, for messages
     */
    Knowledge(Clock clock, Duration lead, Duration patience, String topic) {
        this.clock = clock;
        this.margin = lead.toMillis() / 2;
        this.patience = patience;
        this.topic = topic;
    }

    /** All that had been written to the topic at a time of the clock, epoch milliseconds, has been read. */
    synchronized void read(long at) {
        readAt = Math.max(readAt, at);
        notifyAll();
    }

    /** There will be no more knowledge. */
    synchronized void failed(String why) {
        failure = why;
        notifyAll();
    }

    /** Whether it is known what is in force at a time. */
    synchronized boolean covers(long time) {
        return readAt != Long.MIN_VALUE && (time < readAt + margin || time > clock.millis());
    }

    /**
     * Returns when it is known what is in force at a time.
     *
     * @throws UnknownSettingsException if it does not become known in time, or ever
     */
    synchronized void await(long time) {
        if (!covers(time)) {
            await(() -> covers(time), "what agents are monitored with at " + Instant.ofEpochMilli(time));
        }
    }

    /**
     * Returns when all that had been written at a time of the clock has been read.
     *
     * @throws UnknownSettingsException if it is not in time, or ever
     */
    synchronized void awaitRead(long at) {
        await(() -> readAt >= at, "what was announced by " + Instant.ofEpochMilli(at));
    }

    private synchronized void await(BooleanSupplier known, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!known.getAsBoolean()) {
            if (failure != null) {
                throw new UnknownSettingsException(failure);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new UnknownSettingsException("it is not known " + what + ": topic " + topic
                        + " could not be read to its end for " + patience.toSeconds() + " s");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownSettingsException("interrupted while waiting to know " + what);
            }
        }
    }
}
