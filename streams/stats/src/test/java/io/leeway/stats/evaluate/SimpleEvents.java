/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random events whose distribution is known. */
final class SimpleEvents {

    private SimpleEvents() {}

    /** Events with normal vectors, the first component of them shifted. */
    static List<Observation> vectors(long seed, int count, int dimension, double shift) {
        Random random = new Random(seed);
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                vector[j] = (float) (random.nextGaussian() + (j == 0 ? shift : 0));
            }
            events.add(new Observation(
                    "e" + i, null, null, i, TextState.PRESENT, vector, new TreeMap<>(), new TreeMap<>()));
        }
        return events;
    }

    /** Events with a normal number {@code x} and a category {@code c} that is {@code b} with a probability. */
    static List<Observation> table(long seed, int count, double mean, double shareOfB) {
        Random random = new Random(seed);
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(
                    "e" + i,
                    Map.of("x", mean + random.nextGaussian()),
                    Map.of("c", random.nextDouble() < shareOfB ? "b" : "a")));
        }
        return events;
    }

    /** An event without text. */
    static Observation event(String id, Map<String, Double> numbers, Map<String, String> categories) {
        return new Observation(
                id, null, null, 0, TextState.MISSING, null, new TreeMap<>(numbers), new TreeMap<>(categories));
    }
}
