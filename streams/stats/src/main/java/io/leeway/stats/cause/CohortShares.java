/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.CategorySummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Another mix of an agent's cohorts: nothing moved but how its events are divided among them. Named with the cohorts whose
 * shares changed most.
 */
final class CohortShares {

    private static final int SHOWN = 3;

    private CohortShares() {}

    private record Change(String cohort, double before, double now) {

        double size() {
            return Math.abs(now - before);
        }

        String words() {
            return "cohort '" + cohort + "' " + percent(before) + " to " + percent(now);
        }
    }

    static Optional<Cause> find(Scene scene) {
        CategorySummary before = scene.before().categories().get(DetectorKey.COHORT_NAME);
        CategorySummary now = scene.now().categories().get(DetectorKey.COHORT_NAME);
        if (!scene.features().equals(List.of(DetectorKey.COHORT)) || before == null || now == null) {
            return Optional.empty();
        }
        TreeSet<String> cohorts = new TreeSet<>(before.counts().keySet());
        cohorts.addAll(now.counts().keySet());
        List<String> words = cohorts.stream()
                .map(cohort -> new Change(cohort, share(before, cohort), share(now, cohort)))
                .sorted(Comparator.comparingDouble(Change::size).reversed().thenComparing(Change::cohort))
                .limit(SHOWN)
                .map(Change::words)
                .toList();
        return Optional.of(new Cause(Kind.MIX_SHIFT, "traffic mix", String.join(", ", words)));
    }

    private static double share(CategorySummary values, String cohort) {
        return (double) values.count(cohort) / values.count();
    }
}
