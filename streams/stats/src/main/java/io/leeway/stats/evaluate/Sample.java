/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Some events by feature, as the simple detectors want them. Missing values are left out. Immutable as long as nobody
 * writes to the arrays it hands out, which nobody of this package does.
 */
public final class Sample {

    private final List<Observation> events;
    private final double[][] vectors;

    private Sample(List<Observation> events, double[][] vectors) {
        this.events = events;
        this.vectors = vectors;
    }

    /** The sample of these events. */
    public static Sample of(List<Observation> events) {
        List<double[]> vectors = new ArrayList<>(events.size());
        for (Observation event : events) {
            if (event.textState() == TextState.PRESENT) {
                vectors.add(doubles(event.vector()));
            }
        }
        return new Sample(List.copyOf(events), vectors.toArray(double[][]::new));
    }

    /** The events in their order. */
    List<Observation> events() {
        return events;
    }

    /** The vectors of the texts that were present, one a row. */
    double[][] vectors() {
        return vectors;
    }

    /** The values of one number, in the order of the events. */
    double[] numbers(String name) {
        return events.stream()
                .map(event -> event.numbers().get(name))
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** How often each value of one category occurs. */
    SortedMap<String, Long> categories(String name) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Observation event : events) {
            String value = event.categories().get(name);
            if (value != null) {
                counts.merge(value, 1L, Long::sum);
            }
        }
        return counts;
    }

    /** The names of all numbers. */
    SortedSet<String> numberNames() {
        SortedSet<String> names = new TreeSet<>();
        events.forEach(event -> names.addAll(event.numbers().keySet()));
        return names;
    }

    /** The names of all categories. */
    SortedSet<String> categoryNames() {
        SortedSet<String> names = new TreeSet<>();
        events.forEach(event -> names.addAll(event.categories().keySet()));
        return names;
    }

    private static double[] doubles(float[] vector) {
        double[] doubles = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            doubles[i] = vector[i];
        }
        return doubles;
    }
}
