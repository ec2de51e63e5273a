/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a registry that does not answer is waited for.
 *
 * @param atMost altogether
 * @param firstPause the pause before the first repetition; it doubles from one to the next
 * @param nanoTime the time
 * @param sleeper pauses
 */
record Patience(Duration atMost, Duration firstPause, LongSupplier nanoTime, Sleeper sleeper) {

    /** Passes time. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    /** Well below the time after which Kafka gives a thread's partitions to others. */
    static Patience ofTheClock() {
        return new Patience(
                Duration.ofSeconds(20), Duration.ofMillis(200), System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /**
     * Pauses, unless the time is up.
     *
     * @param since when it began
     * @param failures how many there were, at least 1
     * @return whether there is time for another attempt
     */
    boolean pause(long since, int failures) throws InterruptedException {
        long left = atMost.toNanos() - (nanoTime.getAsLong() - since);
        long pause = firstPause.toNanos() << Math.min(failures - 1, 10);
        if (left <= pause) {
            return false;
        }
        sleeper.sleep(pause);
        return true;
    }
}
