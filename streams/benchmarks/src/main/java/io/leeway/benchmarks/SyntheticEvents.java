/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Independent events of one shape: vectors uniform on the unit sphere in {@value #DIMENSION} dimensions, log-normal
 * numbers, and categories of {@value #CATEGORY_VALUES} values of which the first are the most frequent. What they cost
 * does not depend on what they mean.
 */
final class SyntheticEvents {

    /** The dimension of the default model. */
    static final int DIMENSION = 384;

    private static final int CATEGORY_VALUES = 12;
    private static final double SIGMA_SQUARED = 1.35;
    private static final long SEED = 20260101;
    private static final long FIRST_AT = 1_767_225_600_000L;

    private final EventShape shape;
    private final Random random = new Random(SEED);
    private long next;

    /** The same events each time. */
    SyntheticEvents(EventShape shape) {
        this.shape = shape;
    }

    /** A feature map as the service uses it with the default model: 384 to 512 dimensions. */
    static KernelFeatureMap map() {
        return new KernelFeatureMap(FeatureMapId.standard("synthetic", "none", DIMENSION, SIGMA_SQUARED));
    }

    /** One event, a second after the one before. */
    Observation event() {
        long number = next++;
        return new Observation(
                "event-" + number,
                "trace-" + number,
                "session-" + number / 4,
                FIRST_AT + 1000 * number,
                shape.text() ? TextState.PRESENT : TextState.MISSING,
                shape.text() ? vector() : null,
                numbers(),
                categories());
    }

    /** The next events. */
    List<Observation> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event()).toList();
    }

    /** A pane of the next events. */
    PaneSummary pane(int events, KernelFeatureMap map) {
        PaneSummary pane = new PaneSummary();
        for (int i = 0; i < events; i++) {
            pane.add(event(), map);
        }
        return pane;
    }

    /** Panes of the next events, equally many in each. */
    List<PaneSummary> panes(int count, int eventsPerPane) {
        KernelFeatureMap map = map();
        List<PaneSummary> panes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            panes.add(pane(eventsPerPane, map));
        }
        return panes;
    }

    /** The next unit vector. */
    float[] vector() {
        return unitVector(random);
    }

    /** A unit vector of uniform direction. */
    static float[] unitVector(Random random) {
        double[] direction = new double[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            direction[i] = random.nextGaussian();
            squares += direction[i] * direction[i];
        }
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (direction[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private SortedMap<String, Double> numbers() {
        SortedMap<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < shape.numbers(); i++) {
            numbers.put("number-" + i, Math.exp(5 + random.nextGaussian()));
        }
        return numbers;
    }

    private SortedMap<String, String> categories() {
        SortedMap<String, String> categories = new TreeMap<>();
        for (int i = 0; i < shape.categories(); i++) {
            // the smaller of two draws: falling frequencies
            int value = Math.min(random.nextInt(CATEGORY_VALUES), random.nextInt(CATEGORY_VALUES));
            categories.put("category-" + i, "value-" + value);
        }
        return categories;
    }
}
