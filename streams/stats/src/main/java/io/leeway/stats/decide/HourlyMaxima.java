/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Arrays;

/**
 * The largest evidence a detector has shown in each of the last hours in which nothing had changed.
 *
 * <p>An alarm needs its evidence in two of three evaluations, so what is recorded is the second largest of the last three.
 * Only hours count in which nearly every pane was judged. Hours are those of event time.
 *
 * <p>Bounded at {@value #MOST_HOURS} hours. Not thread-safe.
 */
public final class HourlyMaxima {

    /** How many hours are kept. */
    public static final int MOST_HOURS = 120;

    private static final long HOUR = 3_600_000;
    private static final double JUDGED_SHARE = 0.9;

    private final long pane;
    private State state;

    /**
     * Goes on from what was kept.
     *
     * @param paneMillis length of a pane
     * @param state {@link State#INITIAL}, or what {@link #state()} said last
     */
    public HourlyMaxima(long paneMillis, State state) {
        this.pane = paneMillis;
        this.state = state;
    }

    /** What must be remembered. */
    public State state() {
        return state;
    }

    /** Evaluations in an hour. */
    public static double panesPerHour(long paneMillis) {
        return StrictMath.max(1, (double) HOUR / paneMillis);
    }

    /** The recorded maxima, oldest first. */
    public double[] values() {
        double[] values = new double[state.maxima.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = state.maxima[i];
        }
        return values;
    }

    /**
     * Takes in one evaluation.
     *
     * @param paneEnd end of the newest pane, epoch milliseconds, later than all before
     * @param y the evidence −ln p, the largest over the windows
     * @return whether an hour was completed
     */
    public boolean observe(long paneEnd, double y) {
        long hour = Math.floorDiv(paneEnd - 1, HOUR);
        boolean completed = hour != state.hour && complete();
        float newest = (float) y;
        float second = secondLargest(newest, state.last, state.lastButOne);
        boolean same = hour == state.hour;
        state = new State(
                hour,
                same ? state.judged + 1 : 1,
                same ? StrictMath.max(state.largest, second) : second,
                newest,
                state.last,
                state.maxima);
        return completed;
    }

    /** An evaluation that says nothing about quiet times: not enough events, or an incident is open. */
    public void skip() {
        state = new State(state.hour, state.judged, state.largest, 0, 0, state.maxima);
    }

    /** The last hours turn out to belong to a change. */
    public void forget(long millis) {
        int hours = (int) StrictMath.min(state.maxima.length, millis / HOUR + 1);
        float[] kept = Arrays.copyOf(state.maxima, state.maxima.length - hours);
        state = new State(state.hour, 0, 0, 0, 0, kept);
    }

    private boolean complete() {
        if (state.judged < JUDGED_SHARE * panesPerHour(pane)) {
            return false;
        }
        int drop = state.maxima.length == MOST_HOURS ? 1 : 0;
        float[] longer = Arrays.copyOfRange(state.maxima, drop, state.maxima.length + 1);
        longer[longer.length - 1] = state.largest;
        state = new State(state.hour, 0, 0, state.last, state.lastButOne, longer);
        return true;
    }

    private static float secondLargest(float a, float b, float c) {
        return StrictMath.max(StrictMath.min(a, b), StrictMath.min(StrictMath.max(a, b), c));
    }

    /**
     * What is remembered from one evaluation to the next.
     *
     * @param hour the hour of the newest evaluation, hours since the epoch
     * @param judged evaluations of it so far
     * @param largest the largest evidence of it so far
     * @param last the newest evidence
     * @param lastButOne the one before
     * @param maxima one for each recorded hour, oldest first; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // shared between this class and the stored form, which only read it
    public record State(long hour, int judged, float largest, float last, float lastButOne, float[] maxima) {

        /** Nothing recorded yet. */
        public static final State INITIAL = new State(Long.MIN_VALUE, 0, 0, 0, 0, new float[0]);

        @Override
        public boolean equals(Object other) {
            return other instanceof State that
                    && that.hour == hour
                    && that.judged == judged
                    && that.largest == largest
                    && that.last == last
                    && that.lastButOne == lastButOne
                    && Arrays.equals(that.maxima, maxima);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(maxima) * 31 + Long.hashCode(hour);
        }
    }
}
