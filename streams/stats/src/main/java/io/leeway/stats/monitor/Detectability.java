/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import java.time.Duration;

/**
 * How soon a change of a standard size would be seen, with the traffic there was when it was worked out.
 *
 * @param change what was put into the newest panes
 * @param feature the feature that was changed
 * @param size share of the texts or values, or standard deviations
 * @param verdict whether it would be seen
 * @param delay from its beginning to the alert, in the median; zero unless it is {@link Verdict#SEEN}
 * @param within the longest window: later than this nothing more is known
 * @param smallest if it would not be seen, the smallest size that would be; 0 if none would
 * @param at when this was worked out, end of a pane, epoch milliseconds
 */
public record Detectability(
        Change change,
        String feature,
        double size,
        Verdict verdict,
        Duration delay,
        Duration within,
        double smallest,
        long at) {

    /** A change of a standard size. */
    public enum Change {
        /** A share of the texts becomes of a topic the agent has not seen. */
        NEW_TOPIC,
        /** All values of a number move by a part of their standard deviation. */
        NUMBER_SHIFT,
        /** A share of a category's events get a value that was not seen before in place of the most frequent one. */
        CATEGORY_SWAP
    }

    /** What came of it. */
    public enum Verdict {
        /** Some detector finds it. */
        SEEN,
        /** None does, as far as windows reach. */
        NOT_SEEN,
        /** No window holds enough effective events to be judged. */
        TOO_FEW_EVENTS
    }
}
