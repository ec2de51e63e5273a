/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of putting one change into the history, at several moments.
 *
 * @param change the change
 * @param size its size
 * @param tried at how many moments
 * @param delays from the change to the alert, where it was seen; shortest first
 */
public record Trial(KnownChange change, double size, int tried, List<Duration> delays) {

    /** Sorts the delays. */
    public Trial {
        delays = delays.stream().sorted().toList();
    }

    /** The median delay, where a change that was not seen counts as later than any that was; empty if it is such a one. */
    public Optional<Duration> median() {
        int middle = (tried - 1) / 2;
        return tried == 0 || middle >= delays.size() ? Optional.empty() : Optional.of(delays.get(middle));
    }

    /** Both together. */
    Trial plus(Trial other) {
        List<Duration> all = new ArrayList<>(delays);
        all.addAll(other.delays);
        return new Trial(change, size, tried + other.tried, all);
    }
}
