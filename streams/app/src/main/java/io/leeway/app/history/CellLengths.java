/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The lengths of the cells of event time to which panes are rolled up: 10 minutes and an hour, or for panes that do not divide
 * them the next longer ones that fit. Cells begin at multiples of their length since 1970, so those of a length that divides a
 * day begin with the day.
 *
 * @param fine the shorter length, milliseconds: the smallest multiple of the pane from 10 minutes on that divides a day
 * @param coarse the longer length: the smallest multiple of {@code fine} from an hour on that divides a day; empty if that is
 *     {@code fine} itself
 */
record CellLengths(long fine, Optional<Long> coarse) {

    private static final Duration FINE = Duration.ofMinutes(10);
    private static final Duration COARSE = Duration.ofHours(1);
    private static final long DAY = Duration.ofDays(1).toMillis();

    /**
     * The lengths for panes of a length.
     *
     * @throws IllegalArgumentException if the pane does not divide a day
     */
    static CellLengths of(Duration pane) {
        long length = pane.toMillis();
        if (length <= 0 || DAY % length != 0) {
            throw new IllegalArgumentException("panes of " + pane + " do not divide a day");
        }
        long fine = multiple(length, FINE.toMillis());
        long coarse = multiple(fine, COARSE.toMillis());
        return new CellLengths(fine, coarse == fine ? Optional.empty() : Optional.of(coarse));
    }

    /** The shorter first. */
    List<Duration> all() {
        return coarse.map(longer -> List.of(Duration.ofMillis(fine), Duration.ofMillis(longer)))
                .orElseGet(() -> List.of(Duration.ofMillis(fine)));
    }

    /** The smallest multiple of a divisor of a day that is at least so long and divides a day. */
    private static long multiple(long part, long least) {
        long cell = Math.max(1, (least + part - 1) / part) * part;
        while (DAY % cell != 0) {
            cell += part;
        }
        return cell;
    }
}
