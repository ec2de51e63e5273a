/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.decide.DetectorKey.Detector;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Shares an agent's false-alarm budget among its detectors.
 *
 * <p>Rates of false alarms add, whatever the dependence between detectors (Bonferroni on rates), so the shares sum to
 * one and the agent's rate is at most one per expected run length. The text gets {@value #TEXT_SHARE} when there are
 * other features beside it, the rest is divided equally among the features; within a feature, the distribution gets
 * {@value #MAIN_SHARE} and the other detectors divide the rest. Windows share one detector's budget: they overlap, and
 * the overlap pays for taking the largest.
 */
public final class Budget {

    private static final double TEXT_SHARE = 0.4;
    private static final double MAIN_SHARE = 0.8;

    private final double panesPerAlarm;

    /**
     * The budget of one agent.
     *
     * @param panesPerAlarm expected run length in panes, over the number of references compared with
     */
    public Budget(double panesPerAlarm) {
        if (!(panesPerAlarm > 1)) {
            throw new IllegalArgumentException("an expected run length must exceed one pane: " + panesPerAlarm);
        }
        this.panesPerAlarm = panesPerAlarm;
    }

    /** The largest significant p-value of each detector. */
    public SortedMap<DetectorKey, Double> thresholds(Collection<DetectorKey> detectors) {
        Set<String> features = new TreeSet<>();
        detectors.forEach(key -> features.add(key.feature()));
        SortedMap<DetectorKey, Double> thresholds = new TreeMap<>();
        for (DetectorKey key : detectors) {
            double feature = featureShare(key.feature(), features);
            double share = detectorShare(key, detectors);
            thresholds.put(key, feature * share / panesPerAlarm);
        }
        return thresholds;
    }

    private static double featureShare(String feature, Set<String> features) {
        if (!features.contains(DetectorKey.TEXT)) {
            return 1.0 / features.size();
        }
        if (features.size() == 1) {
            return 1.0;
        }
        return feature.equals(DetectorKey.TEXT) ? TEXT_SHARE : (1 - TEXT_SHARE) / (features.size() - 1);
    }

    private static double detectorShare(DetectorKey key, Collection<DetectorKey> detectors) {
        long others = detectors.stream()
                .filter(other -> other.feature().equals(key.feature()))
                .filter(other -> !isMain(other.detector()))
                .count();
        long mains = detectors.stream()
                        .filter(other -> other.feature().equals(key.feature()))
                        .count()
                - others;
        if (others == 0 || mains == 0) {
            return 1.0 / (others + mains);
        }
        return isMain(key.detector()) ? MAIN_SHARE / mains : (1 - MAIN_SHARE) / others;
    }

    private static boolean isMain(Detector detector) {
        return detector != Detector.UNSEEN && detector != Detector.MISSING;
    }
}
