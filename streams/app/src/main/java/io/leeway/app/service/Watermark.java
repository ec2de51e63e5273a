/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Remembers what was true when each end offset was read, and says the newest of it that a position has caught up with.
 *
 * @param <T> what was true
 */
final class Watermark<T> {

    /** While a reader is behind, ends are read on; the oldest ones are enough to see it catch up with. */
    private static final int MOST_EXPECTED = 1000;

    private record Expected<T>(long end, T meaning) {}

    private final Deque<Expected<T>> expected = new ArrayDeque<>();
    private T reached;

    Watermark(T initially) {
        this.reached = initially;
    }

    /** Once a position has reached {@code end}, {@code meaning} holds. */
    void expect(long end, T meaning) {
        if (!expected.isEmpty() && expected.peekLast().end() == end) {
            expected.pollLast();
        }
        if (expected.size() < MOST_EXPECTED) {
            expected.addLast(new Expected<>(end, meaning));
        }
    }

    void reach(long position) {
        while (!expected.isEmpty() && expected.peekFirst().end() <= position) {
            reached = expected.pollFirst().meaning();
        }
    }

    T reached() {
        return reached;
    }
}
