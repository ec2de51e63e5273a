/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.decide.DetectorKey.Detector;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Shares an agent's false-alarm budget among its detectors.
 *
 * <p>Rates of false alarms add, whatever the dependence between detectors (Bonferroni on rates), so the shares sum to
 * one and the agent's rate is at most one per expected run length. Windows share one detector's budget: they overlap, and
 * the overlap pays for taking the largest.
 *
 * <ul>
 *   <li>Texts get {@value #TEXT_SHARE} when there are other features beside them. Of that, the two comparisons of
 *       embeddings get 20 parts each, the two shares of new content 15 each, the share that a corpus does not cover 15 where
 *       there is a corpus, missing texts 2, and all descriptors together 28.
 *   <li>Of the rest, numbers and categories taken together get {@value #JOINT_SHARE}, and each of them alone an equal part
 *       of what remains. Within a feature, the distribution gets {@value #MAIN_SHARE} and the other detectors the rest.
 * </ul>
 *
 * <p>What an agent does not have is shared among what it has.
 */
public final class Budget {

    private static final double TEXT_SHARE = 0.4;
    private static final double JOINT_SHARE = 0.4;
    private static final double MAIN_SHARE = 0.8;
    private static final double DESCRIPTOR_PARTS = 28;
    private static final Map<Detector, Double> TEXT_PARTS = Map.of(
            Detector.EMBEDDING, 20.0,
            Detector.SPECTRAL, 20.0,
            Detector.NOVEL_95, 15.0,
            Detector.NOVEL_99, 15.0,
            Detector.COVERAGE, 15.0,
            Detector.MISSING, 2.0);

    private Budget() {}

    /** The share of each detector; the shares sum to 1 unless there is none. */
    public static SortedMap<DetectorKey, Double> shares(Collection<DetectorKey> detectors) {
        SortedMap<DetectorKey, Double> text = textParts(detectors);
        SortedMap<DetectorKey, Double> table = tableParts(detectors);
        SortedMap<DetectorKey, Double> shares = new TreeMap<>();
        scale(text, table.isEmpty() ? 1 : TEXT_SHARE, shares);
        scale(table, text.isEmpty() ? 1 : 1 - TEXT_SHARE, shares);
        return shares;
    }

    private static SortedMap<DetectorKey, Double> textParts(Collection<DetectorKey> detectors) {
        long descriptors = count(detectors, Budget::isDescriptor);
        SortedMap<DetectorKey, Double> parts = new TreeMap<>();
        for (DetectorKey key : detectors) {
            if (isDescriptor(key)) {
                parts.put(key, DESCRIPTOR_PARTS / descriptors);
            } else if (key.feature().equals(DetectorKey.TEXT) || key.feature().equals(DetectorKey.COVERAGE)) {
                parts.put(key, TEXT_PARTS.get(key.detector()));
            }
        }
        return parts;
    }

    private static SortedMap<DetectorKey, Double> tableParts(Collection<DetectorKey> detectors) {
        SortedMap<DetectorKey, Double> parts = new TreeMap<>();
        long features = detectors.stream()
                .filter(Budget::isSingle)
                .map(DetectorKey::feature)
                .distinct()
                .count();
        for (DetectorKey key : detectors) {
            if (key.feature().equals(DetectorKey.JOINT)) {
                parts.put(key, features == 0 ? 1 : JOINT_SHARE);
            } else if (isSingle(key)) {
                parts.put(key, (1 - JOINT_SHARE) / features * withinFeature(key, detectors));
            }
        }
        return parts;
    }

    private static double withinFeature(DetectorKey key, Collection<DetectorKey> detectors) {
        Predicate<DetectorKey> same = other -> other.feature().equals(key.feature());
        long mains = count(detectors, same.and(Budget::isMain));
        long others = count(detectors, same.and(other -> !isMain(other)));
        if (others == 0 || mains == 0) {
            return 1.0 / (others + mains);
        }
        return isMain(key) ? MAIN_SHARE / mains : (1 - MAIN_SHARE) / others;
    }

    private static void scale(Map<DetectorKey, Double> parts, double share, Map<DetectorKey, Double> shares) {
        double total = 0;
        for (double part : parts.values()) {
            total += part;
        }
        double sum = total;
        parts.forEach((key, part) -> shares.put(key, share * part / sum));
    }

    private static long count(Collection<DetectorKey> detectors, Predicate<DetectorKey> rule) {
        return detectors.stream().filter(rule).count();
    }

    private static boolean isDescriptor(DetectorKey key) {
        return key.feature().startsWith(DetectorKey.DESCRIPTOR);
    }

    private static boolean isSingle(DetectorKey key) {
        return key.feature().startsWith(DetectorKey.NUMBER) || key.feature().startsWith(DetectorKey.CATEGORY);
    }

    private static boolean isMain(DetectorKey key) {
        return key.detector() != Detector.UNSEEN && key.detector() != Detector.MISSING;
    }
}
