/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.QuantisedVector;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.text.Fingerprint;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded traffic of one agent: texts of four topics as vectors, a latency, a number of tokens, a constant number, and a
 * tool. Events belong to sessions, which keep their topic, tool and share of latency for as long as they last.
 */
final class Traffic {

    static final long PANE = 60_000;
    static final long START = 28_333_334 * PANE;
    static final int DIMENSION = 8;
    static final KernelFeatureMap MAP = map("model-1", 32);

    private static final int TOPICS = 4;
    private static final double NOISE = 0.25;
    private static final double USUALLY_MISSING = 0.02;

    private final Random random;
    private final double stay;
    private double mismatched;
    private boolean fingerprints;
    private SummaryLimits limits = SummaryLimits.DEFAULTS;
    private final List<Session> sessions = new ArrayList<>();
    private long events;

    private record Session(int topic, String tool, double latency, boolean silent) {}

    /**
     * What the events are like.
     *
     * @param newTopic share of texts of a topic that was not there before
     * @param scale factor on every latency
     * @param newTool share of tools that were not there before
     * @param missing share of events without a latency, beyond the usual
     */
    record Mix(double newTopic, double scale, double newTool, double missing) {
        static final Mix NORMAL = new Mix(0, 1, 0, 0);
    }

    /** What the events carry. */
    record Carried(boolean text, boolean numbers, boolean categories) {
        static final Carried ALL = new Carried(true, true, true);
    }

    /** Events without memory. */
    Traffic(long seed) {
        this(seed, 0);
    }

    /** @param stay probability that a session goes on after an event */
    Traffic(long seed, double stay) {
        this.random = new Random(seed);
        this.stay = stay;
    }

    /** From now on this share of the events carries a vector that cannot be compared. */
    void mismatch(double share) {
        mismatched = share;
    }

    /** From now on panes keep this much. */
    void limit(SummaryLimits changed) {
        limits = changed;
    }

    /** From now on a fingerprint stands for each text. */
    void fingerprints() {
        fingerprints = true;
    }

    static KernelFeatureMap map(String model, int features) {
        return new KernelFeatureMap(new FeatureMapId(model, "canary", DIMENSION, features, 1.0, 7, 1));
    }

    static long start(long pane) {
        return START + pane * PANE;
    }

    PaneEntry pane(long index, int size, Mix mix) {
        return pane(index, size, mix, Carried.ALL, MAP);
    }

    PaneEntry pane(long index, int size, Mix mix, Carried carried, KernelFeatureMap map) {
        PaneSummary summary = new PaneSummary(limits);
        for (int i = 0; i < size; i++) {
            summary.add(event(start(index) + i * PANE / size, mix, carried, i % Math.max(1, size)), map);
        }
        return new PaneEntry(start(index), start(index + 1), summary);
    }

    private Observation event(long at, Mix mix, Carried carried, int slot) {
        while (sessions.size() <= slot) {
            sessions.add(newSession());
        }
        if (random.nextDouble() >= stay) {
            sessions.set(slot, newSession());
        }
        Session session = sessions.get(slot);
        TreeMap<String, Double> numbers = new TreeMap<>();
        TreeMap<String, String> categories = new TreeMap<>();
        double latency = mix.scale() * Math.exp(5 + session.latency() + 0.5 * random.nextGaussian());
        boolean silent = session.silent() || random.nextDouble() < mix.missing();
        if (carried.numbers()) {
            if (!silent) {
                numbers.put("latency", latency);
            }
            numbers.put("tokens", (double) (20 + random.nextInt(30)));
            numbers.put("version", 3.0);
        }
        String tool = random.nextDouble() < mix.newTool() ? "teleport" : session.tool();
        if (carried.categories()) {
            categories.put("tool", tool);
        }
        int topic = random.nextDouble() < mix.newTopic() ? TOPICS : session.topic();
        float[] vector = carried.text() ? vector(topic, random) : null;
        long id = events++;
        if (mismatched > 0 && random.nextDouble() < mismatched) {
            return new Observation(
                    "event-" + id + "-mismatched",
                    "trace-" + id,
                    null,
                    at,
                    TextState.MISMATCHED,
                    null,
                    numbers,
                    categories,
                    "'other' (16 entries)",
                    null);
        }
        return new Observation(
                "event-" + id + "-" + topic + "-" + tool + (silent ? "-silent" : ""),
                "trace-" + id,
                null,
                at,
                vector == null ? TextState.MISSING : TextState.PRESENT,
                vector,
                numbers,
                categories,
                null,
                vector == null ? null : excerpt(topic));
    }

    private String excerpt(int topic) {
        return fingerprints ? Fingerprint.of("abcdefabcdefabc" + topic) : "I ask about subject" + topic + " again";
    }

    private Session newSession() {
        double tool = random.nextDouble();
        return new Session(
                random.nextInt(TOPICS),
                tool < 0.5 ? "search" : tool < 0.8 ? "refund" : "escalate",
                0.5 * random.nextGaussian(),
                random.nextDouble() < USUALLY_MISSING);
    }

    /** A corpus of so many items on each of the first topics. */
    static Corpus corpus(long seed, int topics, int each, long since) {
        Random random = new Random(seed);
        List<QuantisedVector> items = new ArrayList<>();
        for (int i = 0; i < topics * each; i++) {
            items.add(QuantisedVector.of(vector(i % topics, random)));
        }
        Collections.shuffle(items, random);
        return new Corpus(items.size(), since, CorpusCoverage.fit(items));
    }

    private static float[] vector(int topic, Random random) {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) ((i == topic ? 1 : 0) + NOISE * random.nextGaussian());
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
