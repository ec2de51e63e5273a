/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import java.util.Arrays;

/**
 * Where an agent's made-up embeddings come from: unit vectors in {@value #DIMENSION} dimensions.
 *
 * <pre>
 *   x = normalised( √.12 m + √.25 t_k + √.08 s + √.55 e )
 * </pre>
 *
 * with a direction m common to all texts, the direction t_k of one of {@value #TOPICS} topics (drawn with Zipf weights
 * 1/k), an offset s per session and noise e per event. Directions are orthonormal and random; s and e are normal with
 * expected squared length 1 and a spectrum that decays as (i + 6)^−1.2. That makes a mean pairwise cosine of about .15, an
 * effective rank (tr Σ)²/tr Σ² of about 56, and a correlation of kernel features within a session of about .3.
 *
 * <p>The topic that is new after a change stands out more, with √.39 in place of √.25: a tenth of it is then a kernel shift
 * of .061, a fifth .122; a shift of the mean by .1 is one of .096, noise scaled by 1.25 one of .052.
 *
 * <p>The spectrum lies along the coordinate axes; the feature map rotates its input at random anyway.
 *
 * <p>Immutable. Every agent has a world of its own.
 */
final class World {

    static final int DIMENSION = 384;
    static final int TOPICS = 20;

    /** The topic that no event has before a change. */
    static final int NEW_TOPIC = TOPICS;

    /** The same, but no more different from the others than they are from each other. */
    static final int PLAIN_NEW_TOPIC = TOPICS + 1;

    /** Twice one minus the mean cosine: the squared bandwidth the product's rule gives for such vectors. */
    static final double SIGMA_SQUARED = 1.7;

    private static final double COMMON = StrictMath.sqrt(0.12);
    private static final double TOPIC = StrictMath.sqrt(0.25);
    private static final double UNSEEN = StrictMath.sqrt(0.39);
    private static final double SESSION = StrictMath.sqrt(0.08);
    private static final double NOISE = StrictMath.sqrt(0.55);
    private static final double FIRST = 6;
    private static final double DECAY = -1.2;
    private static final double[] DEVIATIONS = deviations();
    private static final double[] ZIPF = zipf();

    private final double[][] topics;
    private final double[] common;
    private final double[] shift;

    World(long seed) {
        double[][] directions = orthonormal(TOPICS + 3, new Draws(seed));
        topics = Arrays.copyOf(directions, TOPICS + 1);
        common = directions[TOPICS + 1];
        shift = directions[TOPICS + 2];
    }

    private static double[] deviations() {
        double[] deviations = new double[DIMENSION];
        double total = 0;
        for (int i = 0; i < DIMENSION; i++) {
            deviations[i] = StrictMath.pow(i + FIRST, DECAY);
            total += deviations[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            deviations[i] = StrictMath.sqrt(deviations[i] / total);
        }
        return deviations;
    }

    private static double[] zipf() {
        double[] cumulative = new double[TOPICS];
        double total = 0;
        for (int i = 0; i < TOPICS; i++) {
            total += 1.0 / (i + 1);
            cumulative[i] = total;
        }
        return cumulative;
    }

    private static double[][] orthonormal(int count, Draws draws) {
        double[][] directions = new double[count][DIMENSION];
        double[] ones = new double[DIMENSION];
        Arrays.fill(ones, 1);
        for (int i = 0; i < count; i++) {
            draws.addNormal(directions[i], ones, 1);
            for (int j = 0; j < i; j++) {
                add(directions[i], directions[j], -dot(directions[i], directions[j]));
            }
            double norm = StrictMath.sqrt(dot(directions[i], directions[i]));
            for (int k = 0; k < DIMENSION; k++) {
                directions[i][k] /= norm;
            }
        }
        return directions;
    }

    /** A topic in its usual frequency. */
    static int topic(Draws draws) {
        return draws.index(ZIPF);
    }

    /** What the events of a session of one topic have in common. */
    double[] session(int topic, Draws draws) {
        double[] centre = new double[DIMENSION];
        add(centre, common, COMMON);
        add(centre, topics[Math.min(topic, NEW_TOPIC)], topic == NEW_TOPIC ? UNSEEN : TOPIC);
        draws.addNormal(centre, DEVIATIONS, SESSION);
        return centre;
    }

    /**
     * The embedding of one event.
     *
     * @param session what {@link #session} gave
     * @param shift how far along a direction of its own, before normalising
     * @param scale factor of the noise, 1 for none
     */
    float[] vector(double[] session, double shift, double scale, Draws draws) {
        double[] vector = session.clone();
        draws.addNormal(vector, DEVIATIONS, NOISE * scale);
        if (shift != 0) {
            add(vector, this.shift, shift);
        }
        double norm = StrictMath.sqrt(dot(vector, vector));
        float[] unit = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            unit[i] = (float) (vector[i] / norm);
        }
        return unit;
    }

    private static void add(double[] target, double[] direction, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * direction[i];
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
