/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics and tails against what they stand for, computed the slow and obvious way on seeded random input. */
class SlowOracleTest {
    private static final int DRAWS = 1_000_000;

    /** Relative errors: those the approximation states, and four standard errors of the share of draws. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.11", "0.8, 0.09", "0.97, 0.03"})
    void shouldGiveTheTailsOfAMillionDraws(double ratio, double stated) {
        double[] weights = IntStream.range(0, 12)
                .mapToDouble(l -> StrictMath.pow(ratio, l))
                .toArray();
        SplittableRandom random = new SplittableRandom(20);
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            // χ² of two degrees, split by a random angle, is a pair of independent ones of one degree.
            for (int l = 0; l < weights.length; l += 2) {
                double radius = -2 * StrictMath.log(1 - random.nextDouble());
                double cosine = StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
                double first = radius * cosine * cosine;
                draws[i] += weights[l] * first + weights[l + 1] * (radius - first);
            }
        }
        Arrays.sort(draws);
        WeightedChiSquare distribution = WeightedChiSquare.of(weights);

        for (double p : new double[] {1e-2, 1e-3, 1e-4}) {
            double quantile = draws[(int) StrictMath.rint(DRAWS * (1 - p))];
            double tolerance = stated + 4 / StrictMath.sqrt(DRAWS * p);
            assertThat(distribution.survival(quantile) / p)
                    .as("p = %s, seed 20", p)
                    .isCloseTo(1, within(tolerance));
        }
        assertThat(DoubleStream.of(draws).average().orElseThrow())
                .isCloseTo(distribution.mean(), within(4 * StrictMath.sqrt(distribution.variance() / DRAWS)));
    }

    /**
     * The squared distance of mean embeddings against the V-statistic of the Gaussian kernel over all pairs. It is a mean
     * over D/2 frequencies of squared moduli, whose standard deviation is their mean if the two parts of the number are
     * independent and normal, and √2 times that if one part is all there is.
     */
    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1024})
    void shouldApproximateTheKernelDistanceOfTwoSamples(int features) {
        double errors = 0;
        double squaredErrors = 0;
        int repetitions = 40;
        for (long seed = 0; seed < repetitions; seed++) {
            Random random = new Random(seed);
            double sigmaSquared = 1.35;
            float[][] x = unitVectors(random, 60, 0);
            float[][] y = unitVectors(random, 40, 0.15 * (seed % 4));
            KernelFeatureMap map = new KernelFeatureMap(new FeatureMapId("m", "", 48, features, sigmaSquared, seed, 1));

            double approximate = Vectors.squaredMeanDistance(sum(map, x), x.length, sum(map, y), y.length);

            double exact = kernelMean(x, x, sigmaSquared)
                    - 2 * kernelMean(x, y, sigmaSquared)
                    + kernelMean(y, y, sigmaSquared);
            double error = (approximate - exact) / exact;
            assertThat(error)
                    .as("D = %s, seed %s", features, seed)
                    .isCloseTo(0, within(4 * StrictMath.sqrt(2) / root(features)));
            errors += error / repetitions;
            squaredErrors += error * error / repetitions;
        }
        double largest = StrictMath.sqrt(2) / root(features);
        assertThat(StrictMath.sqrt(squaredErrors)).as("seeds from 0").isLessThan(largest);
        assertThat(errors).as("bias, seeds from 0").isCloseTo(0, within(3 * largest / StrictMath.sqrt(repetitions)));
    }

    /** Few levels: the ladder's edges are all the values, so its largest difference is Kolmogorov's and Smirnov's. */
    @Test
    void shouldContainTheKolmogorovSmirnovDistanceOfDiscreteValues() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int levels = 2 + random.nextInt(14);
            double[] reference = values(random, 900, levels, 1);
            double[] window = values(random, 150, levels, 1 + random.nextDouble());

            double largest = largestLadderDifference(ladder(reference), reference, window);

            assertThat(largest)
                    .as("seed %s, %s levels", seed, levels)
                    .isCloseTo(kolmogorovSmirnov(reference, window), within(1e-12));
        }
    }

    @Test
    void shouldMissLessOfTheKolmogorovSmirnovDistanceThanOneCellHolds() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] reference = random.doubles(900).toArray();
            double shape = 0.7 + random.nextDouble();
            double[] window =
                    random.doubles(150).map(u -> StrictMath.pow(u, shape)).toArray();
            LadderMap ladder = ladder(reference);
            double[] shares = ladder.shares();
            double largestCell = StrictMath.max(shares[0], 1 - shares[shares.length - 1]);
            for (int k = 1; k < shares.length; k++) {
                largestCell = StrictMath.max(largestCell, shares[k] - shares[k - 1]);
            }

            double largest = largestLadderDifference(ladder, reference, window);

            double exact = kolmogorovSmirnov(reference, window);
            assertThat(largest).as("seed %s", seed).isBetween(exact - largestCell, exact + 1e-12);
        }
    }

    private static double root(int features) {
        return StrictMath.sqrt(features / 2.0);
    }

    private static double[] sum(KernelFeatureMap map, float[][] vectors) {
        double[] sum = map.apply(vectors[0]);
        for (int i = 1; i < vectors.length; i++) {
            Vectors.add(sum, map.apply(vectors[i]));
        }
        return sum;
    }

    private static double kernelMean(float[][] x, float[][] y, double sigmaSquared) {
        double sum = 0;
        for (float[] a : x) {
            for (float[] b : y) {
                double squared = 0;
                for (int k = 0; k < a.length; k++) {
                    squared += (a[k] - (double) b[k]) * (a[k] - (double) b[k]);
                }
                sum += StrictMath.exp(-squared / (2 * sigmaSquared));
            }
        }
        return sum / x.length / y.length;
    }

    private static float[][] unitVectors(Random random, int size, double shift) {
        float[][] vectors = new float[size][48];
        for (float[] vector : vectors) {
            double[] raw = new double[48];
            Arrays.setAll(raw, k -> random.nextGaussian() + shift * (k % 3));
            double norm = StrictMath.sqrt(Vectors.squaredNorm(raw));
            for (int k = 0; k < raw.length; k++) {
                vector[k] = (float) (raw[k] / norm);
            }
        }
        return vectors;
    }

    private static double[] values(Random random, int size, int levels, double shape) {
        return random.doubles(size)
                .map(u -> StrictMath.floor(levels * StrictMath.pow(u, shape)))
                .toArray();
    }

    private static LadderMap ladder(double[] values) {
        return LadderMap.of(Arrays.stream(values)
                .distinct()
                .mapToObj(x -> new LadderMap.Candidate(x, share(values, x)))
                .toList());
    }

    private static double largestLadderDifference(LadderMap ladder, double[] reference, double[] window) {
        double[] mean = ladder.sums(edge -> atMost(reference, edge));
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= reference.length;
        }
        double[] difference = MeanShiftTest.difference(mean, ladder.sums(edge -> atMost(window, edge)), window.length);
        return Arrays.stream(ladder.shareDifferences(difference))
                .map(StrictMath::abs)
                .max()
                .orElseThrow();
    }

    private static double kolmogorovSmirnov(double[] x, double[] y) {
        return DoubleStream.concat(Arrays.stream(x), Arrays.stream(y))
                .map(v -> StrictMath.abs(share(x, v) - share(y, v)))
                .max()
                .orElseThrow();
    }

    private static double share(double[] values, double edge) {
        return atMost(values, edge) / (double) values.length;
    }

    private static long atMost(double[] values, double edge) {
        return Arrays.stream(values).filter(v -> v <= edge).count();
    }
}
