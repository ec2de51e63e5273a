/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** Holds rates of rejection to their nominal values. */
final class Rates {
    private static final double[] NOMINAL = {0.05, 0.01};

    private Rates() {}

    /** At most the 99.9 % quantile of the binomial distribution with the nominal rate, at 5 % and at 1 %. */
    static void assertNominal(List<Double> pValues, String what) {
        for (double nominal : NOMINAL) {
            long rejected = pValues.stream().filter(p -> p <= nominal).count();
            int bound = new BinomialDistribution(null, pValues.size(), nominal).inverseCumulativeProbability(0.999);
            assertThat(rejected)
                    .as("rejections at %s of %s, %s", nominal, pValues.size(), what)
                    .isLessThanOrEqualTo(bound);
        }
    }
}
