/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.TestResult.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedChiSquareTest {
    private static final Map<String, WeightedChiSquare> SPECTRA = Map.of(
            "single", WeightedChiSquare.of(1),
            "two", WeightedChiSquare.of(1, 0.25),
            "equal-5", WeightedChiSquare.of(new double[] {0.7}, new int[] {5}),
            "equal-400", WeightedChiSquare.of(new double[] {0.0025}, new int[] {400}),
            "harmonic-30",
                    WeightedChiSquare.of(IntStream.rangeClosed(1, 30)
                            .mapToDouble(l -> 1.0 / l)
                            .toArray()),
            "geometric-rank-77", WeightedChiSquare.of(powers(76.0 / 78, 1, 300)),
            "shrunk", shrunk());

    /** Tolerances are relative, of the p-value itself: down to 1e-10, and beyond down to 1e-304. */
    @ParameterizedTest
    @CsvSource({
        "single, 0.11, 0.17",
        "two, 0.11, 0.17",
        "equal-5, 0.015, 0.035",
        "equal-400, 1e-4, 2e-4",
        "harmonic-30, 0.11, 0.17",
        "geometric-rank-77, 0.015, 0.17",
        "shrunk, 0.09, 0.17"
    })
    void shouldAgreeWithExactTails(String spectrum, double tolerance, double farTolerance) {
        Set<Method> methods = new HashSet<>();
        for (String[] row : Golden.rows("weighted-chi-square.csv")) {
            if (row[0].equals(spectrum)) {
                double exact = Double.parseDouble(row[2]);
                WeightedChiSquare.Tail tail = SPECTRA.get(spectrum).tail(Double.parseDouble(row[1]));
                assertThat(StrictMath.expm1(tail.logP() - exact))
                        .as("relative error at t = %s, ln p = %s, by %s", row[1], row[2], tail.method())
                        .isCloseTo(0, within(exact > -24 ? tolerance : farTolerance));
                methods.add(tail.method());
            }
        }
        assertThat(methods).containsExactlyInAnyOrder(Method.THREE_MOMENT, Method.SADDLEPOINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "two", "equal-5", "equal-400", "harmonic-30", "geometric-rank-77", "shrunk"})
    void shouldFallMonotonically(String spectrum) {
        WeightedChiSquare distribution = SPECTRA.get(spectrum);
        double step = StrictMath.sqrt(distribution.variance()) / 200;
        double previous = 0;
        for (int i = -50; i < 6000; i++) {
            double logP = distribution.logSurvival(i * step);
            assertThat(logP).as("ln p at %s", i * step).isLessThanOrEqualTo(previous + 1e-12);
            previous = logP;
        }
        assertThat(previous).isLessThan(-10);
    }

    @Test
    void shouldStayAccurateWhereTheProbabilityUnderflows() {
        WeightedChiSquare distribution = WeightedChiSquare.of(2);
        double t = 4000;
        // Q(x) = phi(x)/x * (1 - 1/x^2 + ...) for the normal tail of which chi-square(1) is twice
        double x = StrictMath.sqrt(t / 2);
        double exact = StrictMath.log(2 / StrictMath.sqrt(2 * Math.PI) / x) - t / 4 + StrictMath.log1p(-1 / (x * x));

        WeightedChiSquare.Tail tail = distribution.tail(t);

        assertThat(tail.pValue()).isZero();
        assertThat(tail.logP()).isCloseTo(exact, within(0.2));
    }

    @Test
    void shouldTreatRepeatedWeightsLikeOneWithMultiplicity() {
        double[] repeated = new double[40];
        Arrays.fill(repeated, 0.3);
        WeightedChiSquare one = WeightedChiSquare.of(repeated);
        WeightedChiSquare grouped = WeightedChiSquare.of(new double[] {0.3}, new int[] {40});

        for (double t = 0.5; t < 60; t += 0.5) {
            assertThat(one.logSurvival(t))
                    .as("t = %s", t)
                    .isCloseTo(grouped.logSurvival(t), within(1e-9 * (1 + StrictMath.abs(grouped.logSurvival(t)))));
        }
    }

    @Test
    void shouldNotDependOnTheUnit() {
        long seed = 11;
        double[] weights = new Random(seed).doubles(20).toArray();
        double[] scaled = DoubleStream.of(weights).map(w -> w * 0x1p-40).toArray();
        WeightedChiSquare distribution = WeightedChiSquare.of(weights);

        for (double t = 1; t < 80; t += 3) {
            assertThat(WeightedChiSquare.of(scaled).logSurvival(t * 0x1p-40))
                    .as("seed %s, t = %s", seed, t)
                    .isCloseTo(distribution.logSurvival(t), within(1e-9));
        }
    }

    @Test
    void shouldDropNegligibleWeights() {
        assertThat(WeightedChiSquare.of(1, 0, 0.9e-6).mean()).isEqualTo(1);
        assertThat(WeightedChiSquare.of(1, 1.1e-6).mean()).isEqualTo(1 + 1.1e-6);
    }

    @Test
    void shouldPutAllMassAtZeroWithoutWeights() {
        for (WeightedChiSquare nothing : new WeightedChiSquare[] {
            WeightedChiSquare.of(), WeightedChiSquare.of(0, 0), WeightedChiSquare.of(new double[] {1}, new int[] {0})
        }) {
            assertThat(nothing.survival(-1)).isEqualTo(1);
            assertThat(nothing.survival(0)).isEqualTo(1);
            assertThat(nothing.survival(Double.MIN_VALUE)).isZero();
            assertThat(nothing.logSurvival(1)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(nothing.mean()).isZero();
        }
    }

    @Test
    void shouldHandleTheEndsOfTheLine() {
        WeightedChiSquare distribution = WeightedChiSquare.of(3, 2, 1);

        assertThat(distribution.survival(Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(distribution.survival(-1e9)).isEqualTo(1);
        assertThat(distribution.survival(0)).isBetween(0.9, 1.0);
        assertThat(distribution.survival(Double.POSITIVE_INFINITY)).isZero();
        assertThat(distribution.logSurvival(1e100)).isCloseTo(-1e100 / 6, within(1e90));
        assertThat(distribution.logSurvival(Double.MAX_VALUE)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> distribution.survival(Double.NaN))
                .withMessageContaining("NaN");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseImpossibleWeights(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightedChiSquare.of(1, weight))
                .withMessageContaining(String.valueOf(weight));
    }

    private static double[] powers(double ratio, double scale, int size) {
        return IntStream.range(0, size)
                .mapToDouble(l -> scale * StrictMath.pow(ratio, l))
                .toArray();
    }

    private static WeightedChiSquare shrunk() {
        double[] weights = Arrays.copyOf(powers(0.8, 0.05, 20), 21);
        weights[20] = 0.0003;
        int[] multiplicities = new int[21];
        Arrays.fill(multiplicities, 1);
        multiplicities[20] = 400;
        return WeightedChiSquare.of(weights, multiplicities);
    }
}
