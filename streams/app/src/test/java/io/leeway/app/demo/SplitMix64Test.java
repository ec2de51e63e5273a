/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {

    private static final int DRAWS = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 2026, Long.MIN_VALUE})
    void shouldAgreeWithTheJdkOnIntegers(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        SplittableRandom expected = new SplittableRandom(seed);

        for (int i = 0; i < 100; i++) {
            assertThat(random.nextLong()).as("seed %d, draw %d", seed, i).isEqualTo(expected.nextLong());
        }
    }

    @Test
    void shouldDrawUniformDoublesBelowOne() {
        SplitMix64 random = new SplitMix64(3);
        double[] draws = DoubleStream.generate(random::nextDouble).limit(DRAWS).toArray();

        assertThat(DoubleStream.of(draws)).allMatch(u -> u >= 0 && u < 1);
        assertThat(DoubleStream.of(draws).average().orElseThrow()).isCloseTo(0.5, within(0.004));
    }

    @Test
    void shouldDrawEveryIntegerBelowTheBound() {
        SplitMix64 random = new SplitMix64(4);
        int[] counts = new int[5];
        for (int i = 0; i < DRAWS; i++) {
            counts[random.nextInt(counts.length)]++;
        }

        for (int count : counts) {
            // 20 000 expected, standard deviation 126
            assertThat(count).isBetween(19_400, 20_600);
        }
    }

    @Test
    void shouldDrawExponentialsWithTheMean() {
        SplitMix64 random = new SplitMix64(5);
        double[] draws = DoubleStream.generate(() -> random.nextExponential(6))
                .limit(DRAWS)
                .toArray();

        assertThat(DoubleStream.of(draws)).allMatch(gap -> gap >= 0 && Double.isFinite(gap));
        assertThat(DoubleStream.of(draws).average().orElseThrow()).isCloseTo(6, within(0.1));
    }

    @Test
    void shouldDrawLogNormalsWithTheMedianAndSpread() {
        SplitMix64 random = new SplitMix64(6);
        double[] logs = DoubleStream.generate(() -> Math.log(random.nextLogNormal(800, 0.5) / 800))
                .limit(DRAWS)
                .toArray();

        assertThat(DoubleStream.of(logs).average().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(DoubleStream.of(logs).map(x -> x * x).average().orElseThrow()))
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void shouldSplitIntoDifferentSequences() {
        SplitMix64 parent = new SplitMix64(7);

        assertThat(parent.split().nextLong()).isNotEqualTo(parent.split().nextLong());
    }
}
