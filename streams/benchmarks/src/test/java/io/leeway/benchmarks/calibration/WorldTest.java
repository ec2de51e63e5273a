/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.KernelSum;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulated world is the one it is said to be. */
class WorldTest {

    private static final long SEED = 7;

    private static List<Observation> events(Traffic traffic, Change change, int minutes) {
        TextStream stream = new TextStream(SEED, traffic, change);
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            events.addAll(stream.nextEvents());
        }
        return events;
    }

    @Test
    void shouldHaveTheStatedCosineAndRank() {
        List<Observation> events = events(Traffic.INDEPENDENT, Change.NONE, 160);
        int n = events.size();
        double[][] vectors = new double[n][World.DIMENSION];
        double[] mean = new double[World.DIMENSION];
        for (int i = 0; i < n; i++) {
            float[] vector = events.get(i).vector();
            for (int k = 0; k < vector.length; k++) {
                vectors[i][k] = vector[k];
                mean[k] += vector[k] / (double) n;
            }
            assertThat(dot(vectors[i], vectors[i])).isCloseTo(1, within(1e-6));
        }
        for (double[] vector : vectors) {
            for (int k = 0; k < vector.length; k++) {
                vector[k] -= mean[k];
            }
        }
        // tr Σ² from pairs of different events, which needs no correction for their number
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            trace += dot(vectors[i], vectors[i]) / n;
            for (int j = 0; j < i; j++) {
                double product = dot(vectors[i], vectors[j]);
                squares += 2 * product * product / ((double) n * n);
            }
        }

        assertThat(dot(mean, mean)).as("mean cosine, seed %d", SEED).isCloseTo(0.15, within(0.02));
        assertThat(trace * trace / squares).as("effective rank, seed %d", SEED).isBetween(50.0, 64.0);
    }

    @Test
    void shouldChangeAsMuchAsStated() {
        double[] usual = mean(Change.Effect.none(), 1);

        assertThat(shift(usual, Change.Effect.newTopic(0.1))).as("new topic").isCloseTo(0.061, within(0.006));
        assertThat(shift(usual, Change.Effect.newTopic(0.2))).as("new topic").isCloseTo(0.122, within(0.006));
        assertThat(shift(usual, Change.Effect.shift(0.1))).as("mean").isCloseTo(0.096, within(0.006));
        assertThat(shift(usual, Change.Effect.scale(1.25))).as("scale").isCloseTo(0.052, within(0.006));
    }

    /** The kernel shift; the square of what chance adds is taken off. */
    private static double shift(double[] usual, Change.Effect effect) {
        double[] changed = mean(effect, 1);
        double[] again = mean(effect, 2);
        double product = 0;
        double squares = 0;
        for (int k = 0; k < usual.length; k++) {
            product += (changed[k] - usual[k]) * (again[k] - usual[k]);
            squares += usual[k] * usual[k];
        }
        return Math.sqrt(product / (1 - squares));
    }

    private static double[] mean(Change.Effect effect, int part) {
        TextStream stream = new TextStream(SEED, Traffic.INDEPENDENT, Change.at(0, effect));
        PaneSummary all = new PaneSummary();
        for (int minute = 0; minute < part * 2_000; minute++) {
            PaneSummary pane = stream.nextPane().summary();
            if (minute >= (part - 1) * 2_000) {
                all.merge(pane);
            }
        }
        return all.text().orElseThrow().mean();
    }

    @Test
    void shouldClusterAsStated() {
        assertThat(designEffect(Traffic.INDEPENDENT)).isCloseTo(1, within(0.15));
        assertThat(designEffect(Traffic.MILD)).isCloseTo(2.8, within(0.4));
        assertThat(designEffect(Traffic.HEAVY)).isCloseTo(7.5, within(1.2));
    }

    /** From blocks of an hour, much longer than a session. */
    private static double designEffect(Traffic traffic) {
        TextStream stream = new TextStream(SEED, traffic, Change.NONE);
        double[][] sums = new double[45][];
        double[] counts = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            PaneSummary hour = new PaneSummary();
            for (int minute = 0; minute < 60; minute++) {
                hour.merge(stream.nextPane().summary());
            }
            KernelSum text = hour.text().orElseThrow();
            counts[i] = text.count();
            sums[i] = text.mean();
            for (int k = 0; k < sums[i].length; k++) {
                sums[i][k] *= counts[i];
            }
        }
        BlockNull blocks = BlockNull.of(sums, counts);
        return blocks.c1() / (1 - dot(blocks.mean(), blocks.mean()));
    }

    @Test
    void shouldArriveAtTheStatedRate() {
        for (Traffic traffic : List.of(Traffic.INDEPENDENT, Traffic.MILD, Traffic.HEAVY, Traffic.DAILY)) {
            int events = events(traffic, Change.NONE, 1440).size();

            assertThat(events / 1440.0).as("%s, seed %d", traffic, SEED).isCloseTo(10, within(1.0));
        }
    }

    @Test
    void shouldTakeTurnsOverTheDay() {
        Traffic cycle = new Traffic(10, 1, 0, 0.6, false);
        KernelSum night = hours(cycle, 0, 6);
        KernelSum morning = hours(cycle, 6, 12);
        KernelSum nextNight = hours(cycle, 24, 30);

        assertThat(distance(night, nextNight)).isLessThan(0.1 * distance(night, morning));
    }

    private static KernelSum hours(Traffic traffic, int from, int to) {
        TextStream stream = new TextStream(SEED, traffic, Change.NONE);
        PaneSummary sum = new PaneSummary();
        for (int minute = 0; minute < to * 60; minute++) {
            PaneSummary pane = stream.nextPane().summary();
            if (minute >= from * 60) {
                sum.merge(pane);
            }
        }
        return sum.text().orElseThrow();
    }

    /** Squared distance of the means, less what chance puts into it. */
    private static double distance(KernelSum one, KernelSum other) {
        double[] x = one.mean();
        double[] y = other.mean();
        double squared = dot(x, x) + dot(y, y) - 2 * dot(x, y);
        return squared - (1 - dot(x, x)) * (1.0 / one.count() + 1.0 / other.count());
    }

    @Test
    void shouldChangeOnlyFromTheGivenMinute() {
        List<Observation> clean = events(Traffic.MILD, Change.NONE, 200);
        List<Observation> changed = events(Traffic.MILD, Change.at(100, Change.Effect.newTopic(0.5)), 200);
        KernelFeatureMap map = TextStream.map("synthetic");

        assertThat(prefix(changed, 100)).isEqualTo(prefix(clean, 100));
        double shift = distance(sum(map, clean, 110), sum(map, changed, 110));
        // half of the events moved to a place .061/.1 away per unit of share, as the effect of the product has it
        assertThat(Math.sqrt(shift / 0.39)).as("kernel shift, seed %d", SEED).isBetween(0.2, 0.4);
    }

    private static List<String> prefix(List<Observation> events, int minutes) {
        long end = events.get(0).occurredAt() / 60_000 + minutes - 1;
        return events.stream()
                .filter(event -> event.occurredAt() / 60_000 < end)
                .map(event -> event.eventId() + " " + event.occurredAt() + " " + event.vector()[0])
                .toList();
    }

    private static KernelSum sum(KernelFeatureMap map, List<Observation> events, int after) {
        KernelSum sum = new KernelSum(map);
        long begin = events.get(0).occurredAt() / 60_000 + after;
        events.stream()
                .filter(event -> event.occurredAt() / 60_000 >= begin)
                .forEach(event -> sum.add(event.vector(), map));
        return sum;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
