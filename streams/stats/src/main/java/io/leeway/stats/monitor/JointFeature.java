/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.JointMap;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All numbers and categories of an event taken together, so that a change in how they depend on each other shows when none
 * of them changes alone. Measured on the samples of events that panes keep.
 */
final class JointFeature extends Feature {

    private static final int MOST_ROWS = 4096;
    private static final double USUAL = 0.9;

    /** The map is scaled so that the variance of one row is 1. */
    private static final double INDEPENDENT_TRACE = 1;

    private final JointMap map;
    private final Set<String> known;

    private JointFeature(JointMap map, Set<String> known) {
        super(DetectorKey.JOINT);
        this.map = map;
        this.known = known;
    }

    /**
     * The feature as a reference sees it; empty if there are not two features to take together.
     *
     * @param numbers whether numbers are monitored
     * @param categories whether categories are monitored
     */
    static Optional<JointFeature> fit(List<PaneEntry> reference, boolean numbers, boolean categories) {
        List<Exemplar> sample = new ArrayList<>();
        int most = Math.max(1, MOST_ROWS / reference.size());
        for (PaneEntry entry : reference) {
            entry.summary().exemplars().stream().limit(most).forEach(sample::add);
        }
        Set<String> known = new TreeSet<>();
        if (numbers) {
            known.addAll(usual(sample, Exemplar::numbers));
        }
        if (categories) {
            known.addAll(usual(sample, Exemplar::categories));
        }
        List<JointMap.Row> rows =
                sample.stream().map(exemplar -> row(exemplar, known)).toList();
        return JointMap.fit(rows).map(map -> new JointFeature(map, known));
    }

    /** What nearly every event carries: features that come and go would be seen to depend on each other. */
    private static Set<String> usual(List<Exemplar> sample, Function<Exemplar, ? extends SortedMap<String, ?>> values) {
        Map<String, Integer> present = new TreeMap<>();
        sample.forEach(
                exemplar -> values.apply(exemplar).keySet().forEach(name -> present.merge(name, 1, Integer::sum)));
        present.keySet().removeIf(name -> Descriptors.is(name) || present.get(name) < USUAL * sample.size());
        return present.keySet();
    }

    private static JointMap.Row row(Exemplar exemplar, Set<String> known) {
        return new JointMap.Row(kept(exemplar.numbers(), known), kept(exemplar.categories(), known));
    }

    private static <V> SortedMap<String, V> kept(SortedMap<String, V> values, Set<String> known) {
        TreeMap<String, V> kept = new TreeMap<>();
        values.forEach((name, value) -> {
            if (known.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    @Override
    int counters() {
        return FIRST + dimension();
    }

    @Override
    int dimension() {
        return map.dimension();
    }

    @Override
    Detector main() {
        return Detector.JOINT;
    }

    @Override
    Detector odd() {
        return null;
    }

    @Override
    boolean watchesMissing() {
        return false;
    }

    @Override
    long[] count(PaneSummary pane) {
        long[] counters = new long[counters()];
        for (Exemplar exemplar : pane.exemplars()) {
            counters[EVENTS]++;
            counters[PRESENT]++;
            double[] mapped = map(exemplar);
            for (int i = 0; i < mapped.length; i++) {
                counters[FIRST + i] += StrictMath.round(mapped[i] * KernelFeatureMap.FIXED_POINT_ONE);
            }
        }
        return counters;
    }

    @Override
    double[] sums(long[] counters) {
        return fixedPoint(counters, dimension());
    }

    @Override
    MeanShiftTest test(double[] referenceMean) {
        return MeanShiftTest.withDefaults().withIndependentTrace(INDEPENDENT_TRACE);
    }

    @Override
    double inflation() {
        return map.inflation();
    }

    @Override
    double independentTrace(double[] mean) {
        return INDEPENDENT_TRACE;
    }

    @Override
    double[] map(Exemplar exemplar) {
        return map.apply(row(exemplar, known));
    }

    @Override
    boolean present(Exemplar exemplar) {
        return true;
    }

    @Override
    boolean odd(Exemplar exemplar) {
        return false;
    }
}
