/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GumbelTest {

    private static double[] draw(double location, double scale, int size, long seed) {
        Random random = new Random(seed);
        return random.doubles(size)
                .map(u -> location - scale * Math.log(-Math.log(u)))
                .toArray();
    }

    @Test
    void shouldFindTheParametersOfALargeSample() {
        Gumbel fit = Gumbel.fit(draw(3, 0.7, 200_000, 1));

        assertThat(fit.location()).isCloseTo(3, within(0.01));
        assertThat(fit.scale()).isCloseTo(0.7, within(0.01));
    }

    @Test
    void shouldMeetTheMomentsByHand() {
        // Mean 2; weighted mean (0·1 + ½·2 + 1·3)/3 = 4/3; scale (8/3 − 2)/ln 2.
        Gumbel fit = Gumbel.fit(new double[] {3, 1, 2});

        assertThat(fit.scale()).isCloseTo(2.0 / 3 / Math.log(2), within(1e-15));
        assertThat(fit.location()).isCloseTo(2 - 0.5772156649015329 * fit.scale(), within(1e-15));
        assertThat(fit.maxima()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gumbel", "exponential", "autocorrelated", "ties", "rhythm"})
    void shouldAgreeWithScipy(String name) {
        String[] row = Golden.row("extremes.csv", name);
        double[] expected = Arrays.copyOfRange(Golden.numbers(row, 1), 0, 3);
        Gumbel fit = Gumbel.fit(Golden.numbers(row, 8));

        assertThat(new double[] {fit.location(), fit.scale(), fit.level(240)}).containsExactly(expected, within(1e-9));
    }

    @Test
    void shouldTurnLevelsIntoReturnPeriodsAndBack() {
        Gumbel gumbel = new Gumbel(4, 0.8, 100);

        for (double spans : new double[] {1, 24, 720}) {
            assertThat(gumbel.returnPeriod(gumbel.level(spans))).isCloseTo(spans, within(1e-9 * spans));
        }
    }

    @Test
    void shouldKeepTheMeanWhenTheScaleIsDrawn() {
        Gumbel fit = Gumbel.fit(draw(3, 2, 24, 5));
        Gumbel drawn = fit.withScaleTowards(1, 24, 0.3);

        assertThat(drawn.scale()).isCloseTo(Math.sqrt(fit.scale()), within(1e-12));
        assertThat(drawn.location() + 0.5772156649015329 * drawn.scale())
                .isCloseTo(fit.location() + 0.5772156649015329 * fit.scale(), within(1e-12));
    }

    @Test
    void shouldGiveEqualMaximaAScaleWhenAsked() {
        Gumbel constant = Gumbel.fit(new double[50]);

        assertThat(constant.scale()).isZero();
        assertThat(constant.withScaleTowards(1, 0, 0.3).scale()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void shouldRefuseWhatIsNoSample() {
        assertThatIllegalArgumentException().isThrownBy(() -> Gumbel.fit(new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> Gumbel.fit(new double[] {1, Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> Gumbel.fit(new double[] {1, Double.POSITIVE_INFINITY}));
    }
}
