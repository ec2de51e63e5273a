/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The arrivals of sessions and their events, minute by minute.
 *
 * @param <S> what is known of a session
 */
final class Arrivals<S> {

    private final Traffic traffic;
    private final Draws draws;
    private final List<List<Turn<S>>> ahead = new ArrayList<>();

    Arrivals(Traffic traffic, Draws draws) {
        this.traffic = traffic;
        this.draws = draws;
        for (int i = 0; i <= reach(traffic); i++) {
            ahead.add(new ArrayList<>());
        }
    }

    /** How many minutes a session may reach into the future: so many must pass before arrivals are stationary. */
    static int reach(Traffic traffic) {
        return (int) Math.ceil(traffic.sessionMinutes());
    }

    /**
     * The events of the next minute, after drawing the sessions that begin in it.
     *
     * @param volume factor of the number of sessions
     * @param session gives the next session
     */
    List<Turn<S>> next(double volume, Supplier<S> session) {
        int starting = draws.poisson(volume * traffic.eventsPerMinute() / traffic.eventsPerSession());
        for (int i = 0; i < starting; i++) {
            S drawn = session.get();
            int size = draws.geometric(traffic.eventsPerSession());
            double begin = draws.uniform();
            for (int event = 0; event < size; event++) {
                double at = begin + draws.uniform() * traffic.sessionMinutes();
                ahead.get((int) at).add(new Turn<>(drawn, at % 1));
            }
        }
        ahead.add(new ArrayList<>());
        return ahead.remove(0);
    }

    /**
     * One event of a session.
     *
     * @param session the session
     * @param fraction when in its minute it happens, 0 to 1
     */
    record Turn<S>(S session, double fraction) {}
}
