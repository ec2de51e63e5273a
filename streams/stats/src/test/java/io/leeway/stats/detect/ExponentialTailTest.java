/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialTailTest {

    @Test
    void shouldMeasureTheHighest() {
        // 1 … 100 scattered: the 85th is 85, the mean of 86 … 100 exceeds it by 8, and each of them stands alone.
        ExponentialTail tail = ExponentialTail.fit(IntStream.range(0, 100)
                .mapToDouble(i -> 1 + 20 * (i % 5) + i / 5)
                .toArray());

        assertThat(tail).isEqualTo(new ExponentialTail(85, 8, 0.15));
    }

    @Test
    void shouldCountClustersOnce() {
        double[] alone = new double[400];
        double[] together = new double[400];
        Random random = new Random(6);
        for (int i = 0; i < 16; i++) {
            alone[random.nextInt(400)] = 1;
        }
        for (int i = 0; i < 5; i++) {
            int start = random.nextInt(396);
            for (int j = 0; j < 4; j++) {
                together[start + j] = 1;
            }
        }

        assertThat(ExponentialTail.fit(alone).share()).isBetween(10 / 400.0, 16 / 400.0);
        assertThat(ExponentialTail.fit(together).share()).isBetween(3 / 400.0, 7 / 400.0);
        assertThat(ExponentialTail.fit(
                                IntStream.rangeClosed(1, 100).asDoubleStream().toArray())
                        .share())
                .as("all at the end, one after the other, which no clusters can be told from")
                .isEqualTo(0.15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gumbel", "exponential", "autocorrelated", "ties", "rhythm"})
    void shouldAgreeWithScipy(String name) {
        String[] row = Golden.row("extremes.csv", name);
        double[] expected = Arrays.copyOfRange(Golden.numbers(row, 4), 0, 4);
        ExponentialTail tail = ExponentialTail.fit(Golden.numbers(row, 8));

        assertThat(new double[] {tail.threshold(), tail.meanExcess(), tail.share(), tail.level(240)})
                .containsExactly(expected, within(1e-9));
    }

    @Test
    void shouldFindTheTailOfAnExponential() {
        Random random = new Random(4);
        ExponentialTail tail = ExponentialTail.fit(
                random.doubles(100_000).map(u -> -2 * Math.log(u)).toArray());

        assertThat(tail.meanExcess()).isCloseTo(2, within(0.05));
        assertThat(tail.level(1_000)).isCloseTo(2 * Math.log(1_000), within(0.3));
    }

    @Test
    void shouldTurnLevelsIntoReturnPeriodsAndBack() {
        ExponentialTail tail = new ExponentialTail(3, 0.7, 0.2);

        assertThat(tail.returnPeriod(tail.level(500))).isCloseTo(500, within(1e-9));
        assertThat(tail.returnPeriod(3)).isCloseTo(5, within(1e-12));
    }

    @Test
    void shouldBearEqualMaxima() {
        assertThat(ExponentialTail.fit(new double[120]).meanExcess()).isEqualTo(0.2);
    }

    @Test
    void shouldRefuseWhatIsNoSample() {
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialTail.fit(new double[65]));
        double[] infinite = new double[100];
        infinite[7] = Double.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialTail.fit(infinite));
    }
}
