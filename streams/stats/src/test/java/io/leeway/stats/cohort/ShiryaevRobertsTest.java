/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShiryaevRobertsTest {

    @Test
    void shouldAddOneAndMultiply() {
        ShiryaevRoberts detector = ShiryaevRoberts.start(2)
                .after(new double[] {StrictMath.log(2), StrictMath.log(0.5)}, 10)
                .after(new double[] {StrictMath.log(3), Double.NaN}, 20);

        assertThat(detector.evidence()[0]).isCloseTo(9, within(1e-12));
        assertThat(detector.evidence()[1]).isCloseTo(0.5, within(1e-12));
        assertThat(detector.statistic()).isCloseTo(4.75, within(1e-12));
    }

    @Test
    void shouldRememberWhenTheStrongestBegan() {
        ShiryaevRoberts detector = ShiryaevRoberts.start(1)
                .after(new double[] {-1}, 10)
                .after(new double[] {2}, 20)
                .after(new double[] {2}, 30);

        assertThat(detector.since()).isEqualTo(20);
    }

    @Test
    void shouldKeepThePromisedRunLength() {
        int bound = 50;
        int runs = 400;
        long steps = 0;
        Random random = new Random(11);
        for (int run = 0; run < runs; run++) {
            ShiryaevRoberts detector = ShiryaevRoberts.start(2);
            while (detector.statistic() < bound) {
                double payoff = random.nextGaussian();
                detector = detector.after(
                        new double[] {
                            FairBet.logE(payoff, new PayoffSpread(1, 1), 0.3),
                            FairBet.logE(-payoff, new PayoffSpread(1, 1), 0.8)
                        },
                        0);
                steps++;
            }
        }

        assertThat((double) steps / runs).as("seed 11").isGreaterThan(bound);
    }

    @Test
    void shouldStayFinite() {
        ShiryaevRoberts detector = ShiryaevRoberts.start(1);
        for (int i = 0; i < 2_000; i++) {
            detector = detector.after(new double[] {1.4}, 0);
        }

        assertThat(detector.statistic()).isFinite();
    }

    @Test
    void shouldRefuseNegativeEvidence() {
        assertThatThrownBy(() -> ShiryaevRoberts.of(new double[] {-1}, new long[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> ShiryaevRoberts.of(new double[2], new long[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 bets and 1");
    }
}
