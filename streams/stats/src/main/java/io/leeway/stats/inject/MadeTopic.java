/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.detect.Codebook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A topic an agent does not have, made from the topics it has: for where no texts of a real one are at hand.
 *
 * <pre>
 *   topics    k-means of at most {@value #MOST_VECTORS} of the agent's own vectors, one for {@value #PER_TOPIC} vectors, at most {@value #MOST_TOPICS}
 *   D         median over topics, by their sizes, of ‖centre of the topic − mean of all vectors outside it‖
 *   centre    mean of all vectors + D·u
 *   u         of {@value #DIRECTIONS} random directions the one whose centre is farthest from the nearest of the agent's topics
 *   vectors   normalised( centre + (x − centre of x's topic) ) for the vectors x of one topic
 * </pre>
 *
 * <p>The topic whose vectors are taken is the one whose mean squared distance from its centre is the median, by sizes. So the
 * made topic is as wide as the agent's topics are, stands out from the rest as they do, and lies where none of them does. What
 * it cannot know is in which direction real news would come: a random one is as unlike everything as a direction can be, while
 * a real new topic often shares words with known ones.
 *
 * <ul>
 *   <li>Fewer than {@value #LEAST_VECTORS} vectors, or all of them equal: empty.
 *   <li>Vectors of length 1 are expected, as samples keep them; so are those that come out.
 *   <li>A function of the vectors in their order and of the seed.
 *   <li>Cost: k-means, O({@value #MOST_VECTORS}·{@value #MOST_TOPICS}·D) at most 15 times.
 * </ul>
 */
public final class MadeTopic {

    static final int LEAST_VECTORS = 80;
    static final int MOST_VECTORS = 1024;
    static final int PER_TOPIC = 40;
    static final int MOST_TOPICS = 20;
    static final int DIRECTIONS = 16;

    /** A topic of fewer vectors has no spread to copy. */
    private static final int LEAST_MEMBERS = 8;

    private final List<float[]> own;
    private final int[] topic;
    private final double[][] centres;
    private final int[] sizes;
    private final double[] mean;

    private MadeTopic(List<float[]> own) {
        this.own = own;
        int topics = Math.min(MOST_TOPICS, own.size() / PER_TOPIC);
        Codebook codebook = Codebook.fit(own.toArray(float[][]::new), topics);
        this.topic = own.stream().mapToInt(codebook::nearest).toArray();
        this.centres = new double[codebook.size()][codebook.dimension()];
        this.sizes = new int[codebook.size()];
        this.mean = new double[codebook.dimension()];
        for (int i = 0; i < topic.length; i++) {
            sizes[topic[i]]++;
            add(centres[topic[i]], own.get(i), 1);
            add(mean, own.get(i), 1.0 / topic.length);
        }
        for (int j = 0; j < centres.length; j++) {
            for (int d = 0; d < mean.length && sizes[j] > 0; d++) {
                centres[j][d] /= sizes[j];
            }
        }
    }

    /**
     * Looks at an agent's topics.
     *
     * @param own vectors of the agent's texts, of one dimension, in an order that does not depend on how they arrived
     * @return empty if there are too few, or no two different
     */
    public static Optional<MadeTopic> of(List<float[]> own) {
        if (own.size() < LEAST_VECTORS) {
            return Optional.empty();
        }
        MadeTopic made = new MadeTopic(thinned(own));
        return made.topics().isEmpty() || made.sizes.length < 2 ? Optional.empty() : Optional.of(made);
    }

    /**
     * Vectors of a topic the agent does not have, as many as one of its topics has among those looked at.
     *
     * @param stream names the stream
     * @param injection names the injection; another name makes another topic
     */
    public List<float[]> vectors(String stream, String injection) {
        return vectors(new Draws(Draws.seed(stream, injection)));
    }

    /** Evenly, so that all times are represented. */
    private static List<float[]> thinned(List<float[]> own) {
        int most = Math.min(MOST_VECTORS, own.size());
        return IntStream.range(0, most)
                .mapToObj(i -> own.get((int) ((long) i * own.size() / most)))
                .toList();
    }

    private List<Integer> topics() {
        return IntStream.range(0, sizes.length)
                .filter(j -> sizes[j] >= LEAST_MEMBERS)
                .boxed()
                .toList();
    }

    private List<float[]> vectors(Draws draws) {
        double[] outside = new double[centres.length];
        double[] spread = new double[centres.length];
        for (int j = 0; j < centres.length; j++) {
            outside[j] = distanceFromOthers(j);
        }
        for (int i = 0; i < topic.length; i++) {
            spread[topic[i]] += squaredDistance(own.get(i), centres[topic[i]]) / sizes[topic[i]];
        }
        double distance = outside[median(outside)];
        int template = median(spread);
        double[] centre = centre(distance, draws);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < topic.length; i++) {
            if (topic[i] == template) {
                vectors.add(vector(centre, own.get(i), centres[template]));
            }
        }
        return vectors;
    }

    /** Of the topics with enough vectors the one with the median value, each counting as often as it has vectors. */
    private int median(double[] values) {
        List<Integer> sorted = topics().stream()
                .sorted(Comparator.comparingDouble((Integer j) -> values[j]).thenComparing(j -> j))
                .toList();
        int half = (sorted.stream().mapToInt(j -> sizes[j]).sum() + 1) / 2;
        int below = 0;
        for (int j : sorted) {
            below += sizes[j];
            if (below >= half) {
                return j;
            }
        }
        throw new IllegalStateException("no topic has enough vectors");
    }

    private double distanceFromOthers(int j) {
        double others = (double) topic.length - sizes[j];
        double squared = 0;
        for (int d = 0; d < mean.length && others > 0; d++) {
            double rest = (mean[d] * topic.length - centres[j][d] * sizes[j]) / others;
            squared += (centres[j][d] - rest) * (centres[j][d] - rest);
        }
        return StrictMath.sqrt(squared);
    }

    private double[] centre(double distance, Draws draws) {
        double[] best = mean;
        double farthest = -1;
        for (int tried = 0; tried < DIRECTIONS; tried++) {
            double[] direction = new double[mean.length];
            double norm = 0;
            for (int d = 0; d < direction.length; d++) {
                direction[d] = draws.normal();
                norm += direction[d] * direction[d];
            }
            double[] centre = mean.clone();
            for (int d = 0; d < centre.length; d++) {
                centre[d] += distance * direction[d] / StrictMath.sqrt(norm);
            }
            double nearest = Double.POSITIVE_INFINITY;
            for (int j : topics()) {
                double squared = 0;
                for (int d = 0; d < centre.length; d++) {
                    squared += (centre[d] - centres[j][d]) * (centre[d] - centres[j][d]);
                }
                nearest = Math.min(nearest, squared);
            }
            if (nearest > farthest) {
                farthest = nearest;
                best = centre;
            }
        }
        return best;
    }

    private static float[] vector(double[] centre, float[] member, double[] memberCentre) {
        double[] moved = new double[centre.length];
        double norm = 0;
        for (int d = 0; d < moved.length; d++) {
            moved[d] = centre[d] + member[d] - memberCentre[d];
            norm += moved[d] * moved[d];
        }
        float[] vector = new float[moved.length];
        for (int d = 0; d < moved.length; d++) {
            vector[d] = (float) (norm == 0 ? 0 : moved[d] / StrictMath.sqrt(norm));
        }
        return vector;
    }

    private static void add(double[] sum, float[] vector, double factor) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += factor * vector[d];
        }
    }

    private static double squaredDistance(float[] vector, double[] centre) {
        double squared = 0;
        for (int d = 0; d < centre.length; d++) {
            squared += (vector[d] - centre[d]) * (vector[d] - centre[d]);
        }
        return squared;
    }
}
