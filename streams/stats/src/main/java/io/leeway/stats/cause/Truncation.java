/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;
import static io.leeway.stats.evidence.Numerals.rounded;

import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.text.TextDescriptors;
import java.util.Optional;

/**
 * Truncation: texts that used to be longer now have all the same length.
 *
 * <p>At the length c where most was added, the share of texts of that length must have risen by at least
 * {@value #LEAST_RISE}, beyond doubt, and the share of longer ones must have fallen by about as much: by
 * 1 ± {@value #TOLERANCE} times the rise. If more than {@value #FEW} of the texts are longer, because not all were cut, at
 * least {@value #LONGEST_LEFT} of those must be longer than the median of the longer ones was: who writes less does not
 * write as long as ever. Only lengths of at least {@value #SHORTEST} characters, or
 * {@value #FEWEST_WORDS} words, are asked: who writes one word is not cut off.
 */
final class Truncation {

    private static final double LEAST_RISE = 0.1;
    private static final double TOLERANCE = 0.35;
    private static final double FEW = 0.1;
    private static final double LONGEST_LEFT = 0.25;
    private static final double SHORTEST = 8;
    private static final double FEWEST_WORDS = 3;

    private Truncation() {}

    static Optional<Cause> find(Scene scene) {
        return find(scene, TextDescriptors.LENGTH, SHORTEST, "characters")
                .or(() -> find(scene, TextDescriptors.WORDS, FEWEST_WORDS, "words"));
    }

    private static Optional<Cause> find(Scene scene, String name, double shortest, String unit) {
        NumberSummary before = scene.before().numbers().get(name);
        NumberSummary now = scene.now().numbers().get(name);
        if (before == null || now == null || before.count() == 0 || now.count() == 0) {
            return Optional.empty();
        }
        double rise = 0;
        NumberSummary.Bucket cut = null;
        for (NumberSummary.Bucket bucket : now.buckets()) {
            double more = share(bucket.count(), now) - share(inside(before, bucket), before);
            if (bucket.nearestToZero() >= shortest && more > rise) {
                rise = more;
                cut = bucket;
            }
        }
        if (cut == null || rise < LEAST_RISE) {
            return Optional.empty();
        }
        double longerBefore = share(beyond(before, cut), before);
        double fall = longerBefore - share(beyond(now, cut), now);
        boolean moved = fall >= (1 - TOLERANCE) * rise && fall <= (1 + TOLERANCE) * rise;
        if (!moved
                || !thinned(before, now, cut)
                || !Shares.rose(cut.count(), now.count(), inside(before, cut), before.count())) {
            return Optional.empty();
        }
        return Optional.of(new Cause(
                Kind.DATA_QUALITY,
                "truncation",
                percent(share(cut.count(), now)) + " of texts have " + rounded(cut.nearestToZero()) + " " + unit
                        + ", where " + percent(longerBefore) + " had more"));
    }

    /** Whether what is longer is fewer, but not shorter. */
    private static boolean thinned(NumberSummary before, NumberSummary now, NumberSummary.Bucket cut) {
        long longer = beyond(now, cut);
        if (longer <= FEW * now.count()) {
            return true;
        }
        double half = (double) beyond(before, cut) / 2;
        double sum = 0;
        NumberSummary.Bucket median = cut;
        for (NumberSummary.Bucket bucket : before.buckets()) {
            if (bucket.lowest() > cut.highest() && sum < half) {
                sum += bucket.count();
                median = bucket;
            }
        }
        return beyond(now, median) >= LONGEST_LEFT * longer;
    }

    /** Numbers in buckets that share a number with this one, so that coarser buckets count in full. */
    private static long inside(NumberSummary values, NumberSummary.Bucket bucket) {
        return values.buckets().stream()
                .filter(other -> other.lowest() <= bucket.highest() && other.highest() >= bucket.lowest())
                .mapToLong(NumberSummary.Bucket::count)
                .sum();
    }

    private static long beyond(NumberSummary values, NumberSummary.Bucket bucket) {
        return values.buckets().stream()
                .filter(other -> other.lowest() > bucket.highest())
                .mapToLong(NumberSummary.Bucket::count)
                .sum();
    }

    private static double share(long hits, NumberSummary values) {
        return (double) hits / values.count();
    }
}
