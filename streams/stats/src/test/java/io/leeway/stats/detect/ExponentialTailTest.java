/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialTailTest {

    @Test
    void shouldMeasureTheUpperFifth() {
        // 1 … 100: the 80th is 80, the mean of 81 … 100 exceeds it by 10.5.
        ExponentialTail tail = ExponentialTail.fit(
                IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(tail).isEqualTo(new ExponentialTail(80, 10.5, 0.2));
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
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialTail.fit(new double[99]));
        double[] infinite = new double[100];
        infinite[7] = Double.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialTail.fit(infinite));
    }
}
