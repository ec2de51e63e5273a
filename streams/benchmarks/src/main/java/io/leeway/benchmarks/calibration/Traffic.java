/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

/**
 * How an agent's events arrive: sessions as a Poisson process, each of geometrically many events of one topic, spread
 * evenly at random over the session's length.
 *
 * @param eventsPerMinute mean rate of events
 * @param eventsPerSession mean number of events of a session; 1 makes events independent
 * @param sessionMinutes length of a session
 * @param cycle amplitude a of the daily cycle of the topic mix: topic k has weight 1/k·(1 + a·cos(2π(t − k/20))), t in
 *     days; 0 for none
 * @param shuffled whether the topics take their turns in another order every day
 */
record Traffic(double eventsPerMinute, double eventsPerSession, double sessionMinutes, double cycle, boolean shuffled) {

    private static final double RATE = 10;

    /** Independent events. */
    static final Traffic INDEPENDENT = new Traffic(RATE, 1, 0, 0, false);

    /** Sessions of 4 events in 3 minutes: design effect about 2.8. */
    static final Traffic MILD = new Traffic(RATE, 4, 3, 0, false);

    /** Sessions of 12 events in 6 minutes: design effect about 7.5. */
    static final Traffic HEAVY = new Traffic(RATE, 12, 6, 0, false);

    /** The same at another rate. */
    Traffic at(double rate) {
        return new Traffic(rate, eventsPerSession, sessionMinutes, cycle, shuffled);
    }

    /** {@link #MILD} with a mix of topics that changes over the day. */
    static final Traffic DAILY = new Traffic(RATE, 4, 3, 0.6, false);

    /** {@link #DAILY} with another order of topics every day. */
    static final Traffic SHUFFLED = new Traffic(RATE, 4, 3, 0.6, true);
}
