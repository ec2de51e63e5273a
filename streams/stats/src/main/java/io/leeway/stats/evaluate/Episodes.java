/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * What one person would call one alarm: alarms that overlap, or follow each other without {@value #REARM} quiet events
 * in between, are one episode, whatever raised them.
 */
public final class Episodes {

    /** Events without any open alarm after which the next alarm is a new episode. */
    public static final int REARM = 200;

    private Episodes() {}

    /** The number of episodes, for alarms in any order. */
    public static int count(List<Alarm> alarms) {
        int episodes = 0;
        long quietFrom = Long.MIN_VALUE / 2;
        for (Alarm alarm :
                alarms.stream().sorted(Comparator.comparingInt(Alarm::opened)).toList()) {
            if (alarm.opened() - quietFrom >= REARM) {
                episodes++;
            }
            quietFrom = Math.max(quietFrom, alarm.resolved());
        }
        return episodes;
    }
}
