/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.inject.CategorySwap;
import io.leeway.stats.inject.Injection;
import io.leeway.stats.inject.NumberShift;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A number that moves by half of its standard deviation, or a category of which a tenth of the events is swapped. */
final class ValueChange implements StandardChange {

    private static final double DEVIATIONS = 0.5;
    private static final double MOST_DEVIATIONS = 4;
    private static final double SHARE = 0.1;
    private static final String NAME = "standard";
    private static final String UNSEEN = "injected";

    private final Detectability.Change kind;
    private final String feature;
    private final double size;
    private final double largest;
    private final int draws;
    private final BiFunction<Integer, Double, Injection> injections;

    private ValueChange(
            Detectability.Change kind,
            String feature,
            double size,
            double largest,
            int draws,
            BiFunction<Integer, Double, Injection> injections) {
        this.kind = kind;
        this.feature = feature;
        this.size = size;
        this.largest = largest;
        this.draws = draws;
        this.injections = injections;
    }

    /** Of the first number that varies, or the first category, that is compared with a reference; empty without one. */
    static Optional<StandardChange> of(Baseline baseline) {
        return baseline.total().numbers().entrySet().stream()
                .filter(number -> compared(baseline, number.getKey(), NumberFeature.class))
                .filter(number -> NumberShift.deviation(number.getValue()) > 0)
                .findFirst()
                .map(number -> shift(baseline, number.getKey(), number.getValue()))
                .or(() -> baseline.total().categories().entrySet().stream()
                        .filter(category -> compared(baseline, category.getKey(), CategoryFeature.class))
                        .findFirst()
                        .map(category -> swap(baseline, category.getKey(), category.getValue())));
    }

    private static boolean compared(Baseline baseline, String key, Class<? extends Feature> kind) {
        return !Descriptors.is(key) && feature(baseline, key, kind).isPresent();
    }

    private static Optional<Feature> feature(Baseline baseline, String key, Class<? extends Feature> kind) {
        return baseline.features().stream()
                .map(FeatureBaseline::feature)
                .filter(kind::isInstance)
                .filter(one -> one.name().endsWith(":" + key) && one.dimension() > 0)
                .findFirst();
    }

    private static StandardChange shift(Baseline baseline, String key, NumberSummary values) {
        double deviation = NumberShift.deviation(values);
        return new ValueChange(
                Detectability.Change.NUMBER_SHIFT,
                feature(baseline, key, NumberFeature.class).orElseThrow().name(),
                DEVIATIONS,
                MOST_DEVIATIONS,
                1,
                (draw, size) -> new NumberShift(key, size * deviation, 1, NAME, Integer.toString(draw)));
    }

    private static StandardChange swap(Baseline baseline, String key, CategorySummary values) {
        String from = CategorySwap.mostFrequent(values).orElseThrow();
        Map<String, Long> others = new TreeMap<>(values.counts());
        others.remove(from);
        String to = others.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(UNSEEN);
        return new ValueChange(
                Detectability.Change.CATEGORY_SWAP,
                feature(baseline, key, CategoryFeature.class).orElseThrow().name(),
                SHARE,
                1,
                MOST_DRAWS,
                (draw, size) -> new CategorySwap(key, from, to, size, NAME, Integer.toString(draw)));
    }

    @Override
    public Detectability.Change kind() {
        return kind;
    }

    @Override
    public String feature() {
        return feature;
    }

    @Override
    public double size() {
        return size;
    }

    @Override
    public double largest() {
        return largest;
    }

    @Override
    public int draws() {
        return draws;
    }

    @Override
    public Map<String, Counters> into(Baseline baseline, List<PaneEntry> panes, int draw, double amount) {
        Injection injection = injections.apply(draw, amount);
        List<PaneEntry> changed =
                panes.stream().map(pane -> injection.from(pane.start(), pane)).toList();
        Map<String, Counters> counters = new TreeMap<>();
        for (FeatureBaseline one : baseline.features()) {
            if (one.feature().name().equals(feature) || one.feature() instanceof JointFeature) {
                counters.put(one.feature().name(), one.series(changed));
            }
        }
        return counters;
    }
}
