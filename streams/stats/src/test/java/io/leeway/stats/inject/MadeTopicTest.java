/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MadeTopicTest {

    private static final int DIMENSION = 64;
    private static final int TOPICS = 6;

    /** Topics along the axes, all of one spread and equally frequent. */
    private static List<float[]> own(int size) {
        Random random = new Random(4);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            float[] vector = new float[DIMENSION];
            double norm = 0;
            for (int d = 0; d < DIMENSION; d++) {
                vector[d] = (float) ((d == i % TOPICS ? 1 : 0) + 0.05 * random.nextGaussian());
                norm += vector[d] * vector[d];
            }
            for (int d = 0; d < DIMENSION; d++) {
                vector[d] /= (float) Math.sqrt(norm);
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static double[] mean(List<float[]> vectors) {
        double[] mean = new double[DIMENSION];
        vectors.forEach(vector -> {
            for (int d = 0; d < DIMENSION; d++) {
                mean[d] += vector[d] / vectors.size();
            }
        });
        return mean;
    }

    private static double distance(double[] x, double[] y) {
        double squared = 0;
        for (int d = 0; d < x.length; d++) {
            squared += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return Math.sqrt(squared);
    }

    private static double spread(List<float[]> vectors) {
        double[] mean = mean(vectors);
        return vectors.stream()
                .mapToDouble(vector -> Math.pow(distance(mean(List.of(vector)), mean), 2))
                .average()
                .orElseThrow();
    }

    @Test
    void shouldStandOutAndSpreadAsTheAgentsOwnTopicsDo() {
        List<float[]> own = own(6 * 40);
        List<float[]> topic = new ArrayList<>();
        List<float[]> others = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            (i % TOPICS == 0 ? topic : others).add(own.get(i));
        }

        List<float[]> made = MadeTopic.of(own).orElseThrow().vectors("support|", "x");

        double apart = distance(mean(topic), mean(others));
        assertThat(distance(mean(made), mean(own))).isCloseTo(apart, Offset.offset(0.15 * apart));
        assertThat(spread(made)).isCloseTo(spread(topic), Offset.offset(0.35 * spread(topic)));
        assertThat(made).allSatisfy(vector -> assertThat(distance(mean(List.of(vector)), new double[DIMENSION]))
                .isCloseTo(1, Offset.offset(1e-6)));
    }

    @Test
    void shouldBeUnlikeEveryTopicTheAgentHas() {
        List<float[]> own = own(6 * 40);

        List<float[]> made = MadeTopic.of(own).orElseThrow().vectors("support|", "x");

        for (int topic = 0; topic < TOPICS; topic++) {
            int one = topic;
            assertThat(made).allSatisfy(vector -> assertThat(vector[one]).isLessThan(0.6f));
        }
    }

    @Test
    void shouldBeTheSameForTheSameStreamAndAnotherForAnother() {
        List<float[]> own = own(200);
        float[] first = MadeTopic.of(own).orElseThrow().vectors("support|", "x").get(0);

        assertThat(MadeTopic.of(own).orElseThrow().vectors("support|", "x").get(0))
                .isEqualTo(first);
        assertThat(MadeTopic.of(own).orElseThrow().vectors("support|", "y").get(0))
                .isNotEqualTo(first);
        assertThat(MadeTopic.of(own).orElseThrow().vectors("billing|", "x").get(0))
                .isNotEqualTo(first);
    }

    @Test
    void shouldMakeNoneOfTooLittle() {
        assertThat(MadeTopic.of(own(MadeTopic.LEAST_VECTORS - 1))).isEmpty();
        assertThat(MadeTopic.of(Collections.nCopies(200, own(1).get(0)))).isEmpty();
        assertThat(MadeTopic.of(own(4000)).orElseThrow().vectors("s", "i")).hasSizeBetween(8, MadeTopic.MOST_VECTORS);
    }
}
