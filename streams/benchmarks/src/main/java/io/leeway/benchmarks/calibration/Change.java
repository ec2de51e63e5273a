/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

/**
 * What happens to a stream, and when. Shares are of sessions, so that what changes comes as sessions come.
 *
 * @param from first minute of the change, counted from the stream's start
 * @param until first minute after it
 * @param ramp minutes over which the shares grow from zero
 * @param effect what is different then
 */
record Change(long from, long until, long ramp, Effect effect) {

    /** Nothing happens. */
    static final Change NONE = new Change(Long.MAX_VALUE, Long.MAX_VALUE, 0, Effect.none());

    /** A sudden change for good. */
    static Change at(long minute, Effect effect) {
        return new Change(minute, Long.MAX_VALUE, 0, effect);
    }

    /** How far the change has come: 0 before and after it, 1 in full. */
    double strength(long minute) {
        if (minute < from || minute >= until) {
            return 0;
        }
        return ramp == 0 ? 1 : Math.min(1, (minute - from + 1.0) / ramp);
    }

    /** What this is in {@code minute}. */
    Effect effectAt(long minute) {
        return strength(minute) == 0 ? Effect.none() : effect;
    }

    /**
     * What is different from before.
     *
     * @param shift length of a shift of all vectors along one direction, before normalising
     * @param scale factor of the noise of events
     * @param newTopic share of sessions with a topic never seen before
     * @param plainTopic share of sessions with such a topic that stands out no more than the known ones do
     * @param moved share of sessions that take the tenth topic instead of their own
     * @param shiftedSessions share of sessions of which every event is shifted by {@value #SESSION_SHIFT}
     * @param volume factor of the number of sessions
     */
    record Effect(
            double shift,
            double scale,
            double newTopic,
            double plainTopic,
            double moved,
            double shiftedSessions,
            double volume) {

        static final double SESSION_SHIFT = 0.4;

        private static final Effect NONE = new Effect(0, 1, 0, 0, 0, 0, 1);

        static Effect none() {
            return NONE;
        }

        static Effect shift(double shift) {
            return new Effect(shift, 1, 0, 0, 0, 0, 1);
        }

        static Effect scale(double scale) {
            return new Effect(0, scale, 0, 0, 0, 0, 1);
        }

        static Effect newTopic(double share) {
            return new Effect(0, 1, share, 0, 0, 0, 1);
        }

        static Effect plainTopic(double share) {
            return new Effect(0, 1, 0, share, 0, 0, 1);
        }

        static Effect moved(double share) {
            return new Effect(0, 1, 0, 0, share, 0, 1);
        }

        static Effect shiftedSessions(double share) {
            return new Effect(0, 1, 0, 0, 0, share, 1);
        }

        static Effect volume(double factor) {
            return new Effect(0, 1, 0, 0, 0, 0, factor);
        }
    }
}
