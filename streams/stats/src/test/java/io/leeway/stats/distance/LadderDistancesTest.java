/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.GoldenFile;
import io.leeway.stats.distance.CumulativeLadder.Shape;
import io.leeway.stats.distance.LadderDistances.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderDistancesTest {
    private static final LadderDistances NONE = new LadderDistances(0, 0, 0, 0, 0);

    @Test
    void shouldAgreeWithScipyOnRawValues() {
        List<String[]> rows = GoldenFile.rows(LadderDistancesTest.class, "samples.csv");
        assertThat(rows).hasSize(5);
        for (String[] row : rows) {
            RawValues values = new RawValues(GoldenFile.numbers(row[1]), GoldenFile.numbers(row[2]));
            double deff = Double.parseDouble(row[0]);

            LadderDistances bySd = LadderDistances.of(values.steps(), deff, Scale.STANDARD_DEVIATION);
            LadderDistances byIqr = LadderDistances.of(values.steps(), deff, Scale.INTERQUARTILE);

            // Values near 1e6 that differ by 1e-3 leave SciPy some six digits.
            double tolerance = values.lowest() > 1e5 ? 1e-6 : 1e-12;
            assertClose(bySd.wasserstein(), row[3], tolerance);
            assertClose(bySd.wassersteinCorrected(), row[4], tolerance);
            assertClose(bySd.wassersteinNormalised(), row[5], tolerance);
            assertClose(byIqr.wassersteinNormalised(), row[6], tolerance);
            assertClose(bySd.kolmogorovSmirnov(), row[7], tolerance);
            assertThat(bySd.wassersteinNormalisedCorrected() * bySd.wasserstein())
                    .isCloseTo(bySd.wassersteinNormalised() * bySd.wassersteinCorrected(), within(1e-9));
        }
    }

    @Test
    void shouldAgreeWithQuadratureBetweenEdges() {
        List<String[]> rows = GoldenFile.rows(LadderDistancesTest.class, "lines.csv");
        assertThat(rows).hasSize(4);
        for (String[] row : rows) {
            CumulativeLadder ladder = CumulativeLadder.of(
                    GoldenFile.numbers(row[3]),
                    GoldenFile.numbers(row[4]),
                    GoldenFile.numbers(row[5]),
                    Double.parseDouble(row[1]),
                    Double.parseDouble(row[2]),
                    Shape.LINES);
            double deff = Double.parseDouble(row[0]);

            LadderDistances actual = LadderDistances.of(ladder, deff, Scale.STANDARD_DEVIATION);

            assertClose(actual.wasserstein(), row[6], 1e-6);
            assertClose(actual.wassersteinNormalised(), row[7], 1e-6);
            assertClose(LadderDistances.of(ladder, deff, Scale.INTERQUARTILE).wassersteinNormalised(), row[8], 1e-6);
            assertClose(actual.kolmogorovSmirnov(), row[9], 1e-6);
        }
    }

    @Test
    void shouldAgreeWithTheDefinitionsWhereEveryValueIsAnEdge() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int levels = 1 + random.nextInt(30);
            double shift = 2 * random.nextGaussian();
            RawValues values = new RawValues(
                    sample(random, 1 + random.nextInt(120), z -> Math.rint(levels * z)),
                    sample(random, 1 + random.nextInt(60), z -> Math.rint(levels * (z + shift)) / 4));

            LadderDistances actual = LadderDistances.of(values.steps(), 1, Scale.STANDARD_DEVIATION);

            assertThat(actual.wasserstein())
                    .as("Wasserstein, seed %s", seed)
                    .isCloseTo(values.wasserstein(), within(1e-11 * (1 + values.wasserstein())));
            assertThat(actual.kolmogorovSmirnov())
                    .as("Kolmogorov-Smirnov, seed %s", seed)
                    .isCloseTo(values.kolmogorovSmirnov(), within(1e-15));
            double normalised = values.deviation() == 0 ? 0 : values.wasserstein() / values.deviation();
            assertThat(actual.wassersteinNormalised())
                    .as("normalised, seed %s", seed)
                    .isCloseTo(normalised, within(1e-9 * (1 + normalised)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.5, 1", "-1, 1", "0, 1.5", "0.3, 0.5"})
    void shouldComeNearOnTheQuantilesOfAContinuousNumber(double shift, double factor) {
        Random random = new Random(4);
        RawValues values =
                new RawValues(sample(random, 20_000, z -> z), sample(random, 20_000, z -> shift + factor * z));

        LadderDistances actual =
                LadderDistances.of(values.ladder(values.quantiles(32), Shape.LINES), 1, Scale.STANDARD_DEVIATION);

        assertThat(actual.wasserstein()).isCloseTo(values.wasserstein(), within(0.1 * values.wasserstein()));
        assertThat(actual.wassersteinNormalised())
                .isCloseTo(values.wasserstein() / values.deviation(), within(0.12 * values.wasserstein()));
        assertThat(actual.kolmogorovSmirnov())
                .isLessThanOrEqualTo(values.kolmogorovSmirnov() + 1e-15)
                .isGreaterThan(0.85 * values.kolmogorovSmirnov());
    }

    @ParameterizedTest
    @CsvSource({"STEPS, 4000, 200, 1", "LINES, 4000, 200, 1", "STEPS, 3000, 300, 3", "LINES, 3000, 300, 3"})
    void shouldMeasureLittleBeyondChanceWhereNothingChanged(Shape shape, int n, int m, int copies) {
        double mean = 0;
        double corrected = 0;
        int repetitions = 150;
        for (long seed = 0; seed < repetitions; seed++) {
            Random random = new Random(seed);
            RawValues values = new RawValues(grouped(random, n, copies), grouped(random, m, copies));
            double[] edges = shape == Shape.STEPS ? values.edges() : values.quantiles(32);
            LadderDistances distances =
                    LadderDistances.of(values.ladder(edges, shape), copies, Scale.STANDARD_DEVIATION);
            mean += distances.wassersteinNormalised() / repetitions;
            corrected += distances.wassersteinNormalisedCorrected() / repetitions;
        }
        assertThat(corrected)
                .as("seeds 0 to %s, uncorrected %s", repetitions - 1, mean)
                .isLessThan(0.3 * mean);
    }

    @Test
    void shouldDrawInWhatLiesBeyondTheReference() {
        double[] edges = {0, 1};
        double[] reference = {50, 100, 100};

        LadderDistances beyond = LadderDistances.of(
                CumulativeLadder.of(edges, reference, new double[] {0, 0, 10}, 0, 1, Shape.STEPS),
                1,
                Scale.STANDARD_DEVIATION);

        assertThat(beyond.wasserstein()).isCloseTo(0.5, within(1e-12));
        assertThat(beyond.kolmogorovSmirnov()).isEqualTo(1);
        assertThat(beyond.wassersteinNormalised()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldBeZeroWhereThereIsNothingToCompare() {
        double[] edges = {1, 2};
        double[] some = {3, 4, 4};
        double[] none = new double[3];

        assertThat(of(edges, some, none, Double.NaN, Double.NaN)).isEqualTo(NONE);
        assertThat(of(edges, none, some, Double.POSITIVE_INFINITY, 0)).isEqualTo(NONE);
        assertThat(of(new double[0], new double[] {4}, new double[] {5}, 1, 9)).isEqualTo(NONE);
        assertThat(of(new double[] {7}, new double[] {4, 4}, new double[] {5, 5}, 7, 7))
                .isEqualTo(NONE);
    }

    @Test
    void shouldHaveNoScaleForAConstantReference() {
        LadderDistances moved = of(new double[] {7, 9}, new double[] {40, 40, 40}, new double[] {0, 6, 6}, 7, 7);

        assertThat(moved.wasserstein()).isCloseTo(2, within(1e-12));
        assertThat(moved.wassersteinCorrected()).isPositive();
        assertThat(moved.kolmogorovSmirnov()).isEqualTo(1);
        assertThat(moved.wassersteinNormalised()).isZero();
        assertThat(moved.wassersteinNormalisedCorrected()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1e308, 1e308", "0, 4.9e-324", "1e18, 1.5e308", "-1.7976931348623157e308, 1.7976931348623157e308"})
    void shouldStayFiniteAtTheEndsOfTheRange(double low, double high) {
        for (Shape shape : Shape.values()) {
            CumulativeLadder ladder = CumulativeLadder.of(
                    new double[] {low, high}, new double[] {30, 40, 40}, new double[] {1, 9, 10}, low, high, shape);
            for (Scale scale : Scale.values()) {
                assertThat(Distances.ofLadder(ladder, 2, scale).byName().values())
                        .allSatisfy(value -> assertThat(value).isFinite().isNotNegative());
            }
        }
    }

    private static LadderDistances of(
            double[] edges, double[] reference, double[] window, double lowest, double highest) {
        return LadderDistances.of(
                CumulativeLadder.of(edges, reference, window, lowest, highest, Shape.STEPS), 1, Scale.INTERQUARTILE);
    }

    private static void assertClose(double actual, String expected, double tolerance) {
        double value = Double.parseDouble(expected);
        assertThat(actual).isCloseTo(value, within(1e-13 + tolerance * value));
    }

    private static double[] sample(Random random, int size, DoubleUnaryOperator map) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> map.applyAsDouble(random.nextGaussian()));
        return values;
    }

    private static double[] grouped(Random random, int size, int copies) {
        double[] groups = sample(random, size / copies, z -> Math.rint(50 * z) / 50);
        double[] values = new double[groups.length * copies];
        Arrays.setAll(values, i -> groups[i / copies]);
        return values;
    }
}
