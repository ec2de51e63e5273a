/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.detect.BetaBinomial;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A renamed value of a category: a known value vanished when an unseen one appeared, and the new one is as frequent as the
 * old one was; or both are spelled with the same letters and digits.
 *
 * <p>Since the first pane with an unseen value, old and new values are paired: first those of one spelling, then those
 * of the most similar shares, as long as the shares are within a factor of {@value #TOLERANCE}. A known value has vanished
 * if it is seen at most {@value #LEFT} times as often as before. Recognised if so many vanished events by chance have a
 * probability of at most {@value #CERTAIN}.
 */
final class Renaming {

    private static final double LEFT = 0.1;
    private static final double TOLERANCE = 2;
    private static final double CERTAIN = 1e-3;
    private static final int SHOWN = 4;

    private Renaming() {}

    static Optional<Cause> find(Scene scene) {
        return scene.features().stream()
                .filter(feature -> feature.startsWith(DetectorKey.CATEGORY))
                .map(feature -> feature.substring(DetectorKey.CATEGORY.length()))
                .flatMap(name -> find(scene, name).stream())
                .findFirst();
    }

    private record Pair(String from, String to, double before, double now) {}

    private static Optional<Cause> find(Scene scene, String name) {
        CategorySummary before = scene.before().categories().get(name);
        if (before == null || before.count() == 0 || before.other() > 0) {
            return Optional.empty();
        }
        CategorySummary now = sinceUnseen(scene.panes(), name, before.counts().keySet());
        if (now == null) {
            return Optional.empty();
        }
        List<Pair> pairs = pairs(before, now);
        double share = pairs.stream().mapToDouble(Pair::before).sum();
        long left = pairs.stream().mapToLong(pair -> now.count(pair.from())).sum();
        double known = Math.min(share, 1) * before.count();
        BetaBinomial chance = BetaBinomial.of(now.count(), known + 0.5, Math.max(0, before.count() - known) + 0.5);
        if (pairs.isEmpty() || chance.lowerTail(left) > CERTAIN) {
            return Optional.empty();
        }
        List<String> shown = pairs.stream()
                .limit(SHOWN)
                .map(pair -> pair.from() + " -> " + pair.to() + " (" + percent(pair.before()) + " and "
                        + percent(pair.now()) + ")")
                .toList();
        return Optional.of(new Cause(Kind.DATA_QUALITY, "category renamed", name + " " + String.join(", ", shown)));
    }

    private static CategorySummary sinceUnseen(List<PaneEntry> panes, String name, Set<String> known) {
        CategorySummary since = null;
        for (PaneEntry pane : panes) {
            CategorySummary values = pane.summary().categories().get(name);
            if (values == null) {
                continue;
            }
            if (since != null) {
                since.merge(values);
            } else if (!known.containsAll(values.counts().keySet())) {
                since = values.copy();
            }
        }
        return since;
    }

    private static List<Pair> pairs(CategorySummary before, CategorySummary now) {
        Map<String, Double> vanished = new TreeMap<>();
        before.counts().forEach((value, count) -> {
            double share = (double) count / before.count();
            if (now.count(value) <= LEFT * share * now.count()) {
                vanished.put(value, share);
            }
        });
        Set<String> unseen = new TreeSet<>(now.counts().keySet());
        unseen.removeAll(before.counts().keySet());
        List<Pair> candidates = new ArrayList<>();
        vanished.forEach((from, share) ->
                unseen.forEach(to -> candidates.add(new Pair(from, to, share, (double) now.count(to) / now.count()))));
        candidates.sort(Comparator.comparing((Pair pair) -> !sameSpelling(pair))
                .thenComparingDouble(Renaming::distance)
                .thenComparing(Pair::from)
                .thenComparing(Pair::to));
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : candidates) {
            boolean free = vanished.containsKey(pair.from()) && unseen.contains(pair.to());
            if (free && (sameSpelling(pair) || distance(pair) <= StrictMath.log(TOLERANCE))) {
                pairs.add(pair);
                vanished.remove(pair.from());
                unseen.remove(pair.to());
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::before).reversed().thenComparing(Pair::from));
        return pairs;
    }

    private static double distance(Pair pair) {
        return Math.abs(StrictMath.log(pair.before() / pair.now()));
    }

    private static boolean sameSpelling(Pair pair) {
        return letters(pair.from()).equals(letters(pair.to()));
    }

    private static String letters(String value) {
        StringBuilder letters = new StringBuilder(value.length());
        value.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
