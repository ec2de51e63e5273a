/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;

/**
 * The lengths of the cells to which neighbouring entries are merged, on a grid that is fixed in event time. Each length
 * divides the next, so that a coarser cell is made of whole finer ones.
 *
 * @param pane the finest length, milliseconds
 * @param hourly whether cells up to an hour divide the hour, so that none reaches into a second one
 */
record CellGrid(long pane, boolean hourly) {

    /** Checks that panes fit the grid. */
    CellGrid {
        if (hourly && HourOfWeek.HOUR % pane != 0) {
            throw new IllegalArgumentException(
                    "a seasonal reference needs panes that divide an hour: " + Duration.ofMillis(pane));
        }
    }

    /** The next coarser length. Up to an hour that is few steps: panes of a minute give 5, 15, 30 and 60 minutes. */
    long coarser(long cell) {
        if (!hourly || cell >= HourOfWeek.HOUR) {
            return 2 * cell;
        }
        return cell * largestPrimeFactor(HourOfWeek.HOUR / cell);
    }

    private static long largestPrimeFactor(long number) {
        long rest = number;
        long largest = 1;
        for (long factor = 2; rest > 1; factor++) {
            while (rest % factor == 0) {
                rest /= factor;
                largest = factor;
            }
        }
        return largest;
    }
}
