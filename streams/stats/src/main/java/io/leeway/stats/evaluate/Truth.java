/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.OptionalInt;

/**
 * What is known of a recorded stream.
 *
 * @param referenceEnd row after the last one of the reference; monitoring begins here
 * @param events rows of the stream
 * @param changeAt row of the first event after the change, if something changes, be it harmless
 * @param deadline row by which an alert must have opened; empty when the stream is a control, which must stay quiet
 * @param hard whether a miss, or an alarm of a control after {@code changeAt}, is tolerated
 */
public record Truth(int referenceEnd, int events, OptionalInt changeAt, OptionalInt deadline, boolean hard) {

    /** Checks the order of the rows. */
    public Truth {
        if (referenceEnd < 0 || referenceEnd > events) {
            throw new IllegalArgumentException(
                    "the reference must end within the " + events + " events of the stream: " + referenceEnd);
        }
        if (changeAt.isPresent() && (changeAt.getAsInt() < referenceEnd || changeAt.getAsInt() > events)) {
            throw new IllegalArgumentException("the change must lie between the reference's end at " + referenceEnd
                    + " and the stream's at " + events + ": " + changeAt.getAsInt());
        }
        if (deadline.isPresent() && (changeAt.isEmpty() || deadline.getAsInt() <= changeAt.getAsInt())) {
            throw new IllegalArgumentException("a deadline must lie after a change: " + deadline.getAsInt());
        }
    }

    /** Whether an alert is expected. */
    public boolean drift() {
        return deadline.isPresent();
    }

    /** Row up to which every alarm is a false one: the change, or the end of a control that tolerates none. */
    public int stationaryEnd() {
        return drift() || hard ? changeAt.orElse(events) : events;
    }

    /** Monitored events in which every alarm is a false one. */
    public int stationaryEvents() {
        return stationaryEnd() - referenceEnd;
    }
}
