/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.benchmarks.calibration.Arrivals.Turn;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * The events of one agent, minute by minute.
 *
 * <p>Sessions are drawn in the minute they begin in; those of the first minutes began before the stream did. Vectors go
 * through the product's own feature map, so that panes are exactly what the service would make of such events.
 */
final class TextStream {

    /** A minute, which is also a pane, in milliseconds. */
    static final long MINUTE = 60_000;

    static final int MINUTES_PER_DAY = 1440;

    private static final long START = 1_767_225_600_000L;
    private static final int TENTH_TOPIC = 9;
    private static final SortedMap<String, Double> NO_NUMBERS = Collections.emptySortedMap();
    private static final SortedMap<String, String> NO_CATEGORIES = Collections.emptySortedMap();

    private final long seed;
    private final World world;
    private final Traffic traffic;
    private final Change change;
    private final KernelFeatureMap map;
    private final Draws draws;
    private final Arrivals<Session> arrivals;
    private final int[] turnOf = new int[World.TOPICS];
    private long minute;
    private long sessions;
    private long events;

    TextStream(long seed, Traffic traffic, Change change) {
        this(seed, traffic, change, map("synthetic"));
    }

    TextStream(long seed, Traffic traffic, Change change, KernelFeatureMap map) {
        this.seed = seed;
        this.world = new World(seed);
        this.traffic = traffic;
        this.change = change;
        this.map = map;
        this.draws = new Draws(~seed);
        this.arrivals = new Arrivals<>(traffic, draws);
        for (minute = -Arrivals.reach(traffic); minute < 0; minute++) {
            var unused = arrive();
        }
    }

    /** A feature map as the product uses it, for the vectors of a model. */
    static KernelFeatureMap map(String model) {
        return new KernelFeatureMap(FeatureMapId.standard(model, "none", World.DIMENSION, World.SIGMA_SQUARED));
    }

    KernelFeatureMap map() {
        return map;
    }

    /** How many minutes have been taken. */
    long minute() {
        return minute;
    }

    /** The closed pane of the next minute; without events if none arrived. */
    PaneEntry nextPane() {
        return pane(nextEvents());
    }

    /** The closed pane of the minute taken last, as if it had had these events. */
    PaneEntry pane(List<Observation> events) {
        PaneSummary summary = new PaneSummary();
        events.forEach(event -> summary.add(event, map));
        return new PaneEntry(start(minute - 1), start(minute), summary);
    }

    /** The events of the next minute. */
    List<Observation> nextEvents() {
        List<Observation> result = arrive().stream().map(this::observation).toList();
        minute++;
        return result;
    }

    /** When a minute begins, epoch milliseconds. */
    static long start(long minute) {
        return START + minute * MINUTE;
    }

    private List<Turn<Session>> arrive() {
        if (traffic.shuffled() && Math.floorMod(minute, MINUTES_PER_DAY) == 0) {
            shuffleTurns();
        }
        return arrivals.next(change.effectAt(minute).volume(), this::session);
    }

    private Session session() {
        Change.Effect effect = change.effectAt(minute);
        double strength = change.strength(minute);
        int topic = topic();
        if (draws.happens(effect.newTopic() * strength)) {
            topic = World.NEW_TOPIC;
        } else if (draws.happens(effect.plainTopic() * strength)) {
            topic = World.PLAIN_NEW_TOPIC;
        } else if (draws.happens(effect.moved() * strength)) {
            topic = TENTH_TOPIC;
        }
        boolean shifted = draws.happens(effect.shiftedSessions() * strength);
        return new Session(
                sessions++,
                world.session(topic, draws),
                shifted ? Change.Effect.SESSION_SHIFT : effect.shift() * strength,
                effect.scale());
    }

    /** Drawn again until the cycle lets it pass, which happens in proportion to its weight of the hour. */
    private int topic() {
        double day = (double) minute / MINUTES_PER_DAY;
        while (true) {
            int topic = World.topic(draws);
            int turn = traffic.shuffled() ? turnOf[topic] : topic;
            double phase = 2 * StrictMath.PI * (day - (double) turn / World.TOPICS);
            double weight = 1 + traffic.cycle() * StrictMath.cos(phase);
            if (traffic.cycle() == 0 || draws.uniform() * (1 + traffic.cycle()) < weight) {
                return topic;
            }
        }
    }

    private void shuffleTurns() {
        for (int i = 0; i < turnOf.length; i++) {
            int j = draws.below(i + 1);
            turnOf[i] = turnOf[j];
            turnOf[j] = i;
        }
    }

    private Observation observation(Turn<Session> turn) {
        Session session = turn.session();
        return new Observation(
                seed + "-" + events++,
                null,
                Long.toString(session.number()),
                start(minute) + (long) (turn.fraction() * MINUTE),
                TextState.PRESENT,
                world.vector(session.centre(), session.shift(), session.scale(), draws),
                NO_NUMBERS,
                NO_CATEGORIES);
    }

    /** A conversation; what changes, changes for it as a whole. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the stream
    private record Session(long number, double[] centre, double shift, double scale) {}
}
