/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What one cohort of an agent sends, minute by minute: conversations of five messages on average in six minutes, each of
 * one of {@value #TOPICS} topics, with a latency, a tool that depends on the topic, and now and then without a latency from
 * end to end. Volume, topics, tools and latencies follow the hour; all cohorts of a seed follow it alike.
 *
 * <p>Vectors have {@value #DIMENSION} components, so that days of traffic take seconds. Not thread-safe.
 */
final class CohortTraffic {

    /** The feature map of its vectors. */
    static final KernelFeatureMap MAP =
            new KernelFeatureMap(new FeatureMapId("cohorts", "none", CohortTraffic.DIMENSION, 64, 1.0, 7, 1));

    private static final int DIMENSION = 16;
    private static final int TOPICS = 12;
    private static final double EVENTS_PER_SESSION = 5;
    private static final double SESSION_MINUTES = 6;
    private static final double SESSION_NOISE = 0.12;
    private static final double NOISE = 0.2;
    private static final double WITHOUT_LATENCY = 0.03;
    private static final int COPIES = 40;
    private static final double COPIED_MINUTES = 5;
    private static final long MINUTE = TextStream.MINUTE;

    private final Draws draws;
    private final String name;
    private final Kind kind;
    private final double eventsPerMinute;
    private final List<List<Session>> ahead = new ArrayList<>();
    private long minute;
    private long events;

    /**
     * A kind of traffic.
     *
     * @param label what it is called
     * @param cycle how strongly everything follows the hour, 0 to 1
     * @param stormsPerDay how often one message is sent {@value CohortTraffic#COPIES} times within five minutes
     * @param canaryShare share of the events that the canary gets
     */
    record Kind(String label, double cycle, double stormsPerDay, double canaryShare) {}

    /**
     * A change in what a cohort is sent, for conversations that begin from a minute on.
     *
     * @param minute the first
     * @param newTopic share of conversations about something new
     * @param latency factor of latencies
     * @param newTool share of events with a tool that was not there before
     * @param missing share of events without a latency, beyond the usual
     */
    record Effect(long minute, double newTopic, double latency, double newTool, double missing) {
        static final Effect NONE = new Effect(Long.MAX_VALUE, 0, 1, 0, 0);

        private Effect at(long now) {
            return now >= minute ? this : NONE;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never leaves the traffic
    private record Session(int topic, double[] offset, double latency, boolean silent, boolean copied) {}

    /**
     * The traffic of one cohort.
     *
     * @param seed all cohorts of an agent may have the same
     * @param name tells the cohorts of an agent apart
     * @param eventsPerMinute its mean volume
     */
    CohortTraffic(long seed, String name, Kind kind, double eventsPerMinute) {
        this.draws = new Draws(31 * seed + name.hashCode());
        this.name = name;
        this.kind = kind;
        this.eventsPerMinute = eventsPerMinute;
        for (int i = 0; i <= SESSION_MINUTES + 1; i++) {
            ahead.add(new ArrayList<>());
        }
    }

    /** The closed pane of the next minute. */
    PaneEntry next(Effect effect) {
        arrive(effect.at(minute));
        PaneSummary summary = new PaneSummary();
        for (Session session : ahead.remove(0)) {
            summary.add(event(session, effect.at(minute)), MAP);
        }
        ahead.add(new ArrayList<>());
        minute++;
        return new PaneEntry(TextStream.start(minute - 1), TextStream.start(minute), summary);
    }

    /** −1 to 1 over the day. */
    private double hour() {
        return StrictMath.sin(2 * StrictMath.PI * minute / TextStream.MINUTES_PER_DAY);
    }

    private void arrive(Effect effect) {
        double volume = eventsPerMinute / EVENTS_PER_SESSION * (1 + 0.5 * kind.cycle() * hour());
        for (int i = draws.poisson(volume); i > 0; i--) {
            Session session = session(effect);
            for (int event = draws.geometric(EVENTS_PER_SESSION); event > 0; event--) {
                ahead.get((int) (draws.uniform() * SESSION_MINUTES)).add(session);
            }
        }
        if (draws.happens(kind.stormsPerDay() / TextStream.MINUTES_PER_DAY)) {
            Session drawn = session(effect);
            Session copied = new Session(drawn.topic(), drawn.offset(), drawn.latency(), drawn.silent(), true);
            for (int i = 0; i < COPIES; i++) {
                ahead.get((int) (draws.uniform() * COPIED_MINUTES)).add(copied);
            }
        }
    }

    private Session session(Effect effect) {
        double[] offset = new double[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            offset[d] = SESSION_NOISE * draws.normal();
        }
        int topic = draws.happens(effect.newTopic()) ? TOPICS : topic();
        return new Session(topic, offset, 0.5 * draws.normal(), draws.happens(WITHOUT_LATENCY), false);
    }

    /** The first topics are asked for by day, the last ones by night. */
    private int topic() {
        while (true) {
            int topic = draws.below(TOPICS);
            double taste = 1 - 2.0 * topic / (TOPICS - 1);
            if (draws.uniform() * (1 + kind.cycle()) < 1 + kind.cycle() * taste * hour()) {
                return topic;
            }
        }
    }

    private Observation event(Session session, Effect effect) {
        TreeMap<String, Double> numbers = new TreeMap<>();
        double noise = session.copied() ? 0 : 1;
        if (!session.silent() && !draws.happens(effect.missing())) {
            double log = 5 + session.latency() + noise * 0.5 * draws.normal() + 0.4 * kind.cycle() * hour();
            numbers.put("latency", effect.latency() * StrictMath.exp(log));
        }
        TreeMap<String, String> categories = new TreeMap<>();
        String tool = "tool-" + (session.topic() % 3 + (session.copied() ? 0 : draws.below(2)));
        categories.put("tool", draws.happens(effect.newTool()) ? "tool-new" : tool);
        return new Observation(
                name + "-" + events++,
                null,
                null,
                TextStream.start(minute) + draws.below((int) MINUTE),
                TextState.PRESENT,
                vector(session, noise),
                numbers,
                categories);
    }

    private float[] vector(Session session, double noise) {
        double[] vector = session.offset().clone();
        vector[session.topic()] += 1;
        double squares = 0;
        for (int d = 0; d < DIMENSION; d++) {
            vector[d] += noise * NOISE * draws.normal();
            squares += vector[d] * vector[d];
        }
        float[] unit = new float[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            unit[d] = (float) (vector[d] / StrictMath.sqrt(squares));
        }
        return unit;
    }
}
