/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import io.leeway.stats.decide.Family;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A scene of synthetic events: a reference of 100 panes, then 10 panes as before and 6 changed ones, ten events each.
 * Events of the changed panes that changed are marked in their id, so that it is known which show the change.
 */
final class Stage {

    static final long PANE = 60_000;
    private static final int SIZE = 10;
    private static final int REFERENCE = 100;
    private static final int BEFORE = 10;
    private static final int AFTER = 6;
    private static final int DIMENSION = 6;
    private static final KernelFeatureMap MAP =
            new KernelFeatureMap(new FeatureMapId("model", "canary", DIMENSION, 16, 1.0, 7, 1));

    private final Random random;
    private long events;

    Stage(long seed) {
        this.random = new Random(seed);
    }

    /** What one event is like; a null vector is a text that was redacted. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Traits(boolean changed, float[] vector, Map<String, Double> numbers, Map<String, String> categories) {

        Traits with(String number, double value) {
            Map<String, Double> all = new TreeMap<>(numbers);
            all.put(number, value);
            return new Traits(true, vector, all, categories);
        }

        Traits with(String category, String value) {
            Map<String, String> all = new TreeMap<>(categories);
            all.put(category, value);
            return new Traits(true, vector, numbers, all);
        }

        Traits with(float[] other) {
            return new Traits(true, other, numbers, categories);
        }
    }

    Random random() {
        return random;
    }

    float[] vector() {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    /** An event as it always was: a text of 10 to 80 characters, mostly with capitals and punctuation. */
    private Traits usual() {
        Map<String, Double> numbers = new TreeMap<>();
        double length = 10 + random.nextInt(71);
        numbers.put("text/length", length);
        numbers.put("text/words", Math.ceil(length / 5));
        numbers.put("text/upperCase", random.nextInt(10) == 0 ? 0.0 : 1 / length);
        numbers.put("text/punctuation", random.nextInt(5) == 0 ? 0.0 : 1 / length);
        numbers.put("price", 20 + 80 * random.nextDouble());
        Map<String, String> categories = new TreeMap<>();
        categories.put("payment", random.nextInt(3) == 0 ? "Mailed check" : "Electronic check");
        categories.put("client", random.nextInt(2) == 0 ? "web" : "app");
        categories.put("promptVersion", "v3");
        return new Traits(false, vector(), numbers, categories);
    }

    /** The scene after a change of some events. */
    Scene scene(Family family, List<String> features, Function<Traits, Traits> change) {
        List<PaneEntry> reference = new ArrayList<>();
        List<PaneEntry> panes = new ArrayList<>();
        for (int i = 0; i < REFERENCE + BEFORE + AFTER; i++) {
            PaneEntry pane = pane(i, i < REFERENCE + BEFORE ? Function.identity() : change);
            (i < REFERENCE ? reference : panes).add(pane);
        }
        PaneSummary before = reference.get(0).summary().copy();
        reference.subList(1, reference.size()).forEach(entry -> before.merge(entry.summary()));
        return new Scene(family, features, panes, reference, before, exemplar -> exemplar.eventId()
                .endsWith("-changed"));
    }

    private PaneEntry pane(int index, Function<Traits, Traits> change) {
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < SIZE; i++) {
            Traits traits = change.apply(usual());
            summary.add(
                    new Observation(
                            "event-" + events++ + (traits.changed() ? "-changed" : ""),
                            null,
                            null,
                            index * PANE + i,
                            traits.vector() == null ? TextState.REDACTED : TextState.PRESENT,
                            traits.vector(),
                            new TreeMap<>(traits.numbers()),
                            new TreeMap<>(traits.categories())),
                    MAP);
        }
        return new PaneEntry(index * PANE, (index + 1) * PANE, summary);
    }
}
