/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.math3.special.Gamma;

/**
 * Pearson's χ² test that two samples of categories have the same shares.
 *
 * <p>X² = Σ (observed − expected)²/expected over the 2 × k table of counts, with expected = row total · column total /
 * total; p = Q((k − 1)/2, X²/2), the regularised upper gamma function. No continuity correction. With fewer than two
 * values, or an empty sample, nothing can differ and p = 1. Cost: linear in the number of values.
 *
 * <p>Reference: K. Pearson (1900), Phil. Mag. 50, doi:10.1080/14786440009463897.
 */
final class Homogeneity {

    private Homogeneity() {}

    static double pValue(SortedMap<String, Long> x, SortedMap<String, Long> y) {
        SortedSet<String> values = new TreeSet<>(x.keySet());
        values.addAll(y.keySet());
        double ofX = total(x);
        double ofY = total(y);
        if (values.size() < 2 || ofX == 0 || ofY == 0) {
            return 1;
        }
        double statistic = 0;
        for (String value : values) {
            long inX = x.getOrDefault(value, 0L);
            long inY = y.getOrDefault(value, 0L);
            double share = (inX + inY) / (ofX + ofY);
            statistic += squaredOver(inX - share * ofX, share * ofX) + squaredOver(inY - share * ofY, share * ofY);
        }
        return Gamma.regularizedGammaQ((values.size() - 1) / 2.0, statistic / 2);
    }

    private static double squaredOver(double difference, double expected) {
        return difference * difference / expected;
    }

    private static double total(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
