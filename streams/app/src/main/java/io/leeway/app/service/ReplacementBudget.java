/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often failing stream threads are replaced before the service gives up: a fault that stays must not spin. */
final class ReplacementBudget {

    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final Clock clock;
    private final Deque<Long> replacements = new ArrayDeque<>();

    ReplacementBudget(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean allows() {
        long now = clock.millis();
        while (!replacements.isEmpty() && now - replacements.peekFirst() > WITHIN.toMillis()) {
            replacements.pollFirst();
        }
        if (replacements.size() >= MOST) {
            return false;
        }
        replacements.addLast(now);
        return true;
    }
}
