/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairBetTest {

    private static final PayoffSpread UNIT = new PayoffSpread(1, 1);

    @Test
    void shouldRestOnAnInequalityThatHoldsEverywhere() {
        for (double z = -30; z <= 30; z += 0.01) {
            assertThat(StrictMath.exp(z - z * z / 6)).as("z %s", z).isLessThanOrEqualTo(1 + z + z * z / 3 + 1e-12);
        }
    }

    /** A payoff of two values with mean 0 and variance 1: one of them rare and far away, on either side. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.8", "0.01, 0.8", "0.99, 0.8", "0.0001, 1", "0.9999, 1", "0.3, 0.3", "0.999, 0.3"})
    void shouldNotPayOnAverageHoweverSkewedThePayoff(double rare, double stake) {
        double high = StrictMath.sqrt((1 - rare) / rare);
        double low = -StrictMath.sqrt(rare / (1 - rare));
        double mean = rare * StrictMath.exp(FairBet.logE(high, UNIT, stake))
                + (1 - rare) * StrictMath.exp(FairBet.logE(low, UNIT, stake));

        assertThat(mean).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldPayOneAndAHalfNatsAtMost() {
        double most = 0;
        for (double payoff = 0; payoff < 100; payoff += 0.1) {
            most = StrictMath.max(most, FairBet.logE(payoff, UNIT, 0.3));
        }

        assertThat(most).isLessThan(1.5).isGreaterThan(1.4);
    }

    @Test
    void shouldLowerTheStakeWhereStepsDepend() {
        assertThat(FairBet.logE(2, new PayoffSpread(1, 4), 0.8))
                .isCloseTo(0.8 * 2 / 2 - 0.64 * (4.0 / 6 + 1.0 / 3), within(1e-12));
        assertThat(FairBet.logE(6, new PayoffSpread(9, 1), 0.8)).isEqualTo(FairBet.logE(2, UNIT, 0.8));
    }

    @Test
    void shouldBetNothingWhereNothingIsKnownOfChance() {
        assertThat(FairBet.logE(2, PayoffSpread.UNKNOWN, 0.8)).isNaN();
    }

    @Test
    void shouldRefuseAPayoffThatIsNoNumber() {
        assertThatThrownBy(() -> FairBet.logE(Double.NaN, UNIT, 0.8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
