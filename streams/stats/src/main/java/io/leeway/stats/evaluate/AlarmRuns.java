/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The alarms of a detector that only says, at each evaluation, whether it fires: every run of firing evaluations is one,
 * from its first evaluation to the first that is quiet again. Not thread-safe.
 */
public final class AlarmRuns {

    private static final int QUIET = -1;

    private final List<Alarm> ended = new ArrayList<>();
    private int opened = QUIET;

    /**
     * Takes in the next evaluation.
     *
     * @param row how many events it has seen, not fewer than the one before
     * @param fires whether the detector fires
     */
    public void evaluated(int row, boolean fires) {
        if (fires && opened == QUIET) {
            opened = row;
        } else if (!fires && opened != QUIET) {
            ended.add(new Alarm(opened, row));
            opened = QUIET;
        }
    }

    /** All alarms so far, in the order of their opening. */
    public List<Alarm> alarms() {
        List<Alarm> all = new ArrayList<>(ended);
        if (opened != QUIET) {
            all.add(new Alarm(opened, Alarm.STILL_OPEN));
        }
        return List.copyOf(all);
    }
}
