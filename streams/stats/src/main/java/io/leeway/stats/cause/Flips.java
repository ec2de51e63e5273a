/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.text.TextDescriptors;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Categories that change at the moment the drift begins: a new client, prompt version or model, or another mix of known
 * ones.
 *
 * <p>A value flips if its share rose beyond doubt (log-likelihood ratio of at least {@value #CERTAIN}, {@link Onset}) from
 * at most {@value #RARE} to at least {@value #COMMON}, or by at least {@value #MOST}; it is another mix if it rose by at
 * least {@value #MIX}. At the same moment: at most two panes, or a quarter of the changed panes, from the drift's
 * beginning. What begins at the same moment is likely, not certain, to be the cause.
 */
final class Flips {

    private static final double CERTAIN = 12;
    private static final double RARE = 0.01;
    private static final double COMMON = 0.1;
    private static final double MOST = 0.5;
    private static final double MIX = 0.15;
    private static final int NEAR = 2;
    private static final int PART = 4;
    private static final int SHOWN = 3;

    private Flips() {}

    /**
     * A value that became more frequent.
     *
     * @param category the category
     * @param value its value
     * @param before share in the reference
     * @param now share since it rose
     */
    record Flip(String category, String value, double before, double now) {

        boolean complete() {
            return (before <= RARE && now >= COMMON) || now - before >= MOST;
        }

        String words() {
            return category + " '" + value + "' " + percent(before) + " to " + percent(now);
        }
    }

    /** In words, the largest first. */
    static String words(List<Flip> flips) {
        return String.join(", ", flips.stream().limit(SHOWN).map(Flip::words).toList());
    }

    /** New values, or known ones that took over. */
    static List<Flip> complete(Scene scene) {
        return risen(scene).stream().filter(Flip::complete).toList();
    }

    /** Known values whose share rose. */
    static List<Flip> mixes(Scene scene) {
        return risen(scene).stream().filter(flip -> flip.before() > RARE).toList();
    }

    private static List<Flip> risen(Scene scene) {
        List<Flip> flips = new ArrayList<>();
        scene.before().categories().forEach((category, before) -> {
            if (!category.startsWith(TextDescriptors.PREFIX) && before.count() > 0) {
                strongest(scene, category, before).ifPresent(flips::add);
            }
        });
        flips.sort(Comparator.comparingDouble((Flip flip) -> flip.before() - flip.now())
                .thenComparing(Flip::category));
        return flips;
    }

    private static Optional<Flip> strongest(Scene scene, String category, CategorySummary before) {
        CategorySummary now = scene.now().categories().get(category);
        if (now == null) {
            return Optional.empty();
        }
        Flip best = null;
        double strength = CERTAIN;
        for (String value : new TreeSet<>(now.counts().keySet())) {
            double share = (double) before.count(value) / before.count();
            Optional<Onset> onset = onset(scene.panes(), category, value, share);
            if (before.isExact(value)
                    && onset.isPresent()
                    && onset.get().strength() >= strength
                    && near(scene, onset.get())) {
                strength = onset.get().strength();
                best = new Flip(category, value, share, onset.get().share());
            }
        }
        return Optional.ofNullable(best).filter(flip -> flip.complete() || flip.now() - flip.before() >= MIX);
    }

    private static boolean near(Scene scene, Onset onset) {
        int changed = scene.panes().size() - scene.first();
        return Math.abs(onset.pane() - scene.first()) <= Math.max(NEAR, changed / PART);
    }

    private static Optional<Onset> onset(List<PaneEntry> panes, String category, String value, double before) {
        double[] hits = new double[panes.size()];
        double[] events = new double[panes.size()];
        for (int i = 0; i < hits.length; i++) {
            CategorySummary values = panes.get(i).summary().categories().get(category);
            hits[i] = values == null ? 0 : values.count(value);
            events[i] = values == null ? 0 : values.count();
        }
        return Onset.of(hits, events, before);
    }
}
