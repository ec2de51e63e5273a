/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms by which classes of short texts can be told apart: c-TF-IDF.
 *
 * <p>With f(t, c) the texts of class c that have the term t, f(t) those of all classes and A the mean over the classes that
 * have any of the sum of f(t, c) over t, a term weighs f(t, c) · ln(1 + A / f(t)): often in this class, seldom in all. Terms are
 * words and pairs of neighbouring words, lower case, function words left out. Besides, a term of a class must
 *
 * <ul>
 *   <li>be in at least two texts of the class, unless the class has one text only: what one text says is no topic;
 *   <li>be more frequent, as a share of all terms, in the class than outside it;
 *   <li>if it is a word, be without any one pair in more than a quarter of its texts: a word that mostly comes in one phrase
 *       is told by it.
 * </ul>
 *
 * <p>It describes and tests nothing. Terms of equal weight come in the order of their characters, so the result depends on
 * neither the order of texts nor of classes. A class without texts, or without such terms, has none. Cost: linear in the
 * length of the texts, and memory for each distinct term of each class.
 *
 * <p>Reference: M. Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure,
 * arXiv:2203.05794, section 3.3. There, f counts occurrences; here texts, so that one that repeats itself says a thing once.
 * The conditions above are additions too, because samples here are small.
 */
public final class ClassTerms {

    /** So many terms tell a class. */
    public static final int MOST = 5;

    private static final int LEAST_TEXTS = 2;
    private static final double TOLD_BY_PHRASE = 0.75;

    private final List<Counted> classes = new ArrayList<>();
    private final Map<String, Integer> everywhere = new HashMap<>();
    private final long total;
    private final double meanTerms;

    private static final class Counted {
        private final Map<String, Integer> texts = new HashMap<>();
        private int size;
        private long terms;
    }

    private record Weighted(String term, double weight) {}

    /** @param classes the texts of each class */
    public ClassTerms(List<List<String>> classes) {
        for (List<String> texts : classes) {
            Counted counted = new Counted();
            texts.forEach(text -> count(text, counted));
            counted.texts.forEach((term, often) -> everywhere.merge(term, often, Integer::sum));
            this.classes.add(counted);
        }
        total = this.classes.stream().mapToLong(counted -> counted.terms).sum();
        long filled = this.classes.stream().filter(counted -> counted.terms > 0).count();
        meanTerms = filled == 0 ? 0 : (double) total / filled;
    }

    private static void count(String text, Counted counted) {
        Set<String> terms = new HashSet<>(Phrases.of(text));
        terms.forEach(term -> counted.texts.merge(term, 1, Integer::sum));
        counted.terms += terms.size();
        counted.size++;
    }

    /** The terms of one class, at most {@value #MOST}, the most telling first. */
    public List<String> of(int number) {
        Counted counted = classes.get(number);
        int least = Math.min(LEAST_TEXTS, counted.size);
        Map<String, Integer> inPhrase = commonestPairs(counted);
        return counted.texts.entrySet().stream()
                .filter(entry -> entry.getValue() >= least)
                .filter(entry -> isMoreFrequent(entry.getKey(), entry.getValue(), counted))
                .filter(entry -> inPhrase.getOrDefault(entry.getKey(), 0) < TOLD_BY_PHRASE * entry.getValue())
                .map(entry -> new Weighted(entry.getKey(), weight(entry.getKey(), entry.getValue())))
                .sorted(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::term))
                .limit(MOST)
                .map(Weighted::term)
                .toList();
    }

    private double weight(String term, int often) {
        return often * StrictMath.log1p(meanTerms / everywhere.get(term));
    }

    private boolean isMoreFrequent(String term, int often, Counted counted) {
        long elsewhere = total - counted.terms;
        double oftenElsewhere = (double) everywhere.get(term) - often;
        // Cross-multiplied, because there may be nothing elsewhere.
        return elsewhere == 0 || (double) often * elsewhere > oftenElsewhere * counted.terms;
    }

    /** For each word in how many texts its commonest pair is. */
    private static Map<String, Integer> commonestPairs(Counted counted) {
        Map<String, Integer> commonest = new HashMap<>();
        counted.texts.forEach((term, often) -> {
            int blank = term.indexOf(' ');
            if (blank > 0) {
                commonest.merge(term.substring(0, blank), often, Math::max);
                commonest.merge(term.substring(blank + 1), often, Math::max);
            }
        });
        return commonest;
    }
}
