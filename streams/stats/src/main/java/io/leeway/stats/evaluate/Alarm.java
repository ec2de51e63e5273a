/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

/**
 * A stretch in which a detector said drift. Rows count events: an evaluation at row r has seen the r events before it.
 *
 * @param opened row of the evaluation that opened it
 * @param resolved row of the evaluation that ended it, or {@link #STILL_OPEN}
 */
public record Alarm(int opened, int resolved) {

    /** The end of an alarm that never ended. */
    public static final int STILL_OPEN = Integer.MAX_VALUE;

    /** Checks that the alarm does not end before it opens. */
    public Alarm {
        if (resolved < opened) {
            throw new IllegalArgumentException("an alarm must not end before it opens: " + opened + " to " + resolved);
        }
    }
}
