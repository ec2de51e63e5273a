/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A retry storm: the events that show the change are copies of one another.
 *
 * <p>An event repeats another if an earlier one of the same samples has the same vector, or, without a text, the same
 * numbers and categories. Each sample weighs as many events as its pane has for each. The share of repeats grows with the
 * number of samples, so the reference is read in stretches of as many samples as the changed panes have. Recognised if the
 * share rose by at least {@value #LEAST_RISE}, beyond doubt, and most drifted samples repeat one another.
 */
final class Repeats {

    private static final double LEAST_RISE = 0.1;
    private static final double MOST = 0.5;

    private Repeats() {}

    static Optional<Cause> find(Scene scene) {
        List<PaneEntry> changed = scene.changed();
        Map<Exemplar, Double> weights = new HashMap<>();
        for (PaneEntry pane : changed) {
            List<Exemplar> sample = pane.summary().exemplars();
            sample.forEach(
                    exemplar -> weights.put(exemplar, (double) pane.summary().events() / sample.size()));
        }
        List<Exemplar> samples = Scene.samples(changed);
        Set<Exemplar> repeats = repeats(samples);
        double events = weight(samples, weights);
        double repeated = weight(List.copyOf(repeats), weights);
        double share = events == 0 ? 0 : repeated / events;
        double before = before(scene.reference(), samples.size());
        long known = Scene.samples(scene.reference()).size();
        long drifted = samples.stream().filter(scene::drifted).count();
        long copies = repeats.stream().filter(scene::drifted).count();
        if (share - before < LEAST_RISE
                || copies < MOST * drifted
                || !Shares.rose(
                        Math.round(share * samples.size()), samples.size(), Math.round(before * known), known)) {
            return Optional.empty();
        }
        return Optional.of(new Cause(
                Kind.DATA_QUALITY,
                "retry storm",
                "exact repeats of another input " + percent(before) + " to " + percent(share)));
    }

    private static double weight(List<Exemplar> samples, Map<Exemplar, Double> weights) {
        return samples.stream().mapToDouble(weights::get).sorted().sum();
    }

    private static double before(List<PaneEntry> reference, int stretch) {
        List<Exemplar> samples = Scene.samples(reference);
        int size = Math.min(Math.max(1, stretch), samples.size());
        int stretches = size == 0 ? 0 : samples.size() / size;
        long repeated = 0;
        for (int i = 0; i < stretches; i++) {
            repeated += repeats(samples.subList(i * size, (i + 1) * size)).size();
        }
        return stretches == 0 ? 0 : (double) repeated / ((long) stretches * size);
    }

    private static Set<Exemplar> repeats(List<Exemplar> samples) {
        Set<Object> seen = new HashSet<>();
        Set<Exemplar> repeats = new HashSet<>();
        for (Exemplar exemplar : samples) {
            Object content =
                    exemplar.vector() == null ? List.of(exemplar.numbers(), exemplar.categories()) : exemplar.vector();
            if (!seen.add(content)) {
                repeats.add(exemplar);
            }
        }
        return repeats;
    }
}
