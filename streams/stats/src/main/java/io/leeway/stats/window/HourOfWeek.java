/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;

/**
 * Hours of the day and of the week in UTC, the buckets of a seasonal reference.
 *
 * <p>Buckets follow UTC all year: where clocks are changed, a rhythm that follows them moves by a bucket twice a year.
 */
public final class HourOfWeek {

    /** Hours of a week. */
    public static final int HOURS = 168;

    /** Hours of a day. The hour of the day is the hour of the week modulo this. */
    public static final int HOURS_OF_DAY = 24;

    /** The bucket of what does not lie within one hour: none. */
    public static final int NONE = -1;

    static final long HOUR = Duration.ofHours(1).toMillis();

    // The epoch began on a Thursday.
    private static final int EPOCH = 3 * HOURS_OF_DAY;

    private HourOfWeek() {}

    /**
     * The hour of the week, 0 for Monday from midnight UTC.
     *
     * @param epochMillis any time, before the epoch too
     * @return 0 to 167
     */
    public static int of(long epochMillis) {
        return (int) Math.floorMod(Math.floorDiv(epochMillis, HOUR) + EPOCH, (long) HOURS);
    }

    /** The hour of the week in which an entry lies, or {@link #NONE} if it reaches into a second hour. */
    public static int of(PaneEntry entry) {
        boolean within = Math.floorDiv(entry.start(), HOUR) == Math.floorDiv(entry.end() - 1, HOUR);
        return within ? of(entry.start()) : NONE;
    }
}
