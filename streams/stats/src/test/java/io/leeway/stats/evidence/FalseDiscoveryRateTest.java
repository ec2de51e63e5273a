/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FalseDiscoveryRateTest {

    @Test
    void shouldAgreeWithTryingEveryBound() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            double[] p = random.doubles(1 + random.nextInt(12))
                    .map(value -> Math.round(200 * Math.pow(value, 3)) / 200.0)
                    .toArray();
            double q = 0.02 + 0.5 * random.nextDouble();

            assertThat(FalseDiscoveryRate.bound(p, q))
                    .as("%s at %s", Arrays.toString(p), q)
                    .isEqualTo(slow(p, q));
        }
    }

    /** The largest p for which at least m·p/q of all are at most p. */
    private static double slow(double[] pValues, double q) {
        double best = -1;
        for (double p : pValues) {
            long reported = Arrays.stream(pValues).filter(other -> other <= p).count();
            if (p <= reported * q / pValues.length && p > best) {
                best = p;
            }
        }
        return best;
    }

    @Test
    void shouldReportByTheStepUpRule() {
        // Benjamini and Hochberg (1995), section 4: 15 comparisons, the first four are reported at 0.05.
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };

        assertThat(FalseDiscoveryRate.bound(p, 0.05)).isEqualTo(0.0095);
    }

    @Test
    void shouldReportNothingWhenNothingIsSmallEnough() {
        assertThat(FalseDiscoveryRate.bound(new double[0], 0.1)).isEqualTo(-1);
        assertThat(FalseDiscoveryRate.bound(new double[] {0.5, 0.2}, 0.1)).isEqualTo(-1);
        assertThat(FalseDiscoveryRate.bound(new double[] {0, 1}, 0.1)).isZero();
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        for (double wrong : new double[] {Double.NaN, 1.5, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> FalseDiscoveryRate.bound(new double[] {0.01, wrong}, 0.1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a p-value");
        }
    }
}
