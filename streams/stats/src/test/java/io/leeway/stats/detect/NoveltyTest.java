/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.Novelty.Quantile;
import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class NoveltyTest {

    @Test
    void shouldTakeTheInverseOfTheDistributionFunction() {
        for (String[] row : Golden.rows("novelty-quantiles.csv")) {
            double[] sample = Arrays.stream(Golden.numbers(row, 3)).sorted().toArray();
            Quantile quantile = Quantile.of(sample, Integer.parseInt(row[0]));

            assertThat(quantile.threshold()).isEqualTo(Double.parseDouble(row[1]));
            assertThat(quantile.beyond()).isEqualTo(Long.parseLong(row[2]));
        }
    }

    @Test
    void shouldComposeToTheExactLawOfExceedances() {
        for (String[] row : Golden.rows("novelty-exceedances.csv")) {
            double[] numbers = Golden.numbers(row, 0);
            TestResult result = ShareTest.withDefaults().test(numbers[3], numbers[2], numbers[1] + 0.5, numbers[0]);

            assertThat(result.pValue()).as(String.join(",", row)).isCloseTo(numbers[4], within(1e-9 * numbers[4]));
        }
    }

    @Test
    void shouldCountTheSecondHalfAgainstTheFirst() {
        List<float[]> first = new Topics(11, 20, 12).vectors(500, 0);
        List<float[]> second = new Topics(12, 20, 12).vectors(300, 0);
        Novelty novelty = Novelty.fit(first, second).orElseThrow();

        assertThat(novelty.referenceVectors()).isEqualTo(300);
        assertThat(novelty.referenceBeyond95()).isEqualTo(15.5);
        assertThat(novelty.referenceBeyond99()).isEqualTo(3.5);
        assertThat(second.stream().filter(novelty::beyond95)).hasSize(15);
        assertThat(second.stream().filter(novelty::beyond99)).hasSize(3);
        assertThat(novelty.threshold99()).isGreaterThan(novelty.threshold95());
        assertThat(Arrays.stream(novelty.occupancy()).sum()).isEqualTo(800);
        assertThat(novelty.occupancy()).hasSize(500 / Novelty.PER_CLUSTER);
    }

    @Test
    void shouldNameTheMostTypicalVectorOfEachCluster() {
        List<float[]> first = new Topics(13, 6, 12).vectors(120, 0);
        List<float[]> second = new Topics(14, 6, 12).vectors(120, 0);
        List<float[]> all = new ArrayList<>(first);
        all.addAll(second);
        Novelty novelty = Novelty.fit(first, second).orElseThrow();

        int[] typical = novelty.typical();
        long[] occupancy = new long[typical.length];
        for (float[] vector : all) {
            Novelty.Assignment assigned = novelty.assign(vector);
            occupancy[assigned.cluster()]++;
            assertThat(novelty.assign(all.get(typical[assigned.cluster()])))
                    .satisfies(best -> assertThat(best.cluster()).isEqualTo(assigned.cluster()))
                    .satisfies(
                            best -> assertThat(best.squaredDistance()).isLessThanOrEqualTo(assigned.squaredDistance()));
            assertThat(novelty.cluster(vector)).isEqualTo(assigned.cluster());
        }
        assertThat(novelty.occupancy()).containsExactly(occupancy);
    }

    @Test
    void shouldHoldTheRateOnExchangeableVectors() {
        List<Double> at95 = new ArrayList<>();
        List<Double> at99 = new ArrayList<>();
        int streams = 1500;
        for (long seed = 0; seed < streams; seed++) {
            Topics topics = new Topics(seed, 10, 6);
            Novelty novelty =
                    Novelty.fit(topics.vectors(150, 0), topics.vectors(150, 0)).orElseThrow();
            List<float[]> window = topics.vectors(300, 0);
            at95.add(test95(novelty, window).pValue());
            at99.add(test99(novelty, window).pValue());
        }
        for (List<Double> pValues : List.of(at95, at99)) {
            for (double nominal : new double[] {0.05, 0.01}) {
                assertThat(pValues.stream().filter(p -> p <= nominal).count())
                        .as("rejections at %s, seeds 0 to %s", nominal, streams - 1)
                        .isLessThanOrEqualTo(
                                new BinomialDistribution(null, streams, nominal).inverseCumulativeProbability(0.999));
            }
        }
        // The test would also hold its rate if it never rejected.
        assertThat(at95.stream().filter(p -> p <= 0.05).count()).isGreaterThan(streams / 50);
    }

    @Test
    void shouldSeeASmallShareOfNewContentBeforeTheMeanDoes() {
        int byNovelty = 0;
        int byMean = 0;
        int streams = 30;
        for (long seed = 0; seed < streams; seed++) {
            Topics topics = new Topics(seed, 60, 48);
            List<float[]> first = topics.vectors(1000, 0);
            List<float[]> second = topics.vectors(1000, 0);
            List<float[]> window = topics.vectors(500, 0.05);
            Novelty novelty = Novelty.fit(first, second).orElseThrow();
            double smaller = StrictMath.min(
                    test95(novelty, window).pValue(), test99(novelty, window).pValue());
            byNovelty += smaller <= 0.15 / 6000 ? 1 : 0;
            List<float[]> reference = new ArrayList<>(first);
            reference.addAll(second);
            byMean += meanShift(reference, window).pValue() <= 0.4 / 6000 ? 1 : 0;
        }
        assertThat(byNovelty)
                .as("of %s, seeds from 0; the mean found %s", streams, byMean)
                .isGreaterThanOrEqualTo(streams * 2 / 3)
                .isGreaterThan(byMean);
    }

    @Test
    void shouldTakeEveryOtherVectorAsNewWhenTheReferenceIsConstant() {
        List<float[]> same = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            same.add(new float[] {0.6f, 0.8f});
        }
        Novelty novelty = Novelty.fit(same, same).orElseThrow();

        assertThat(novelty.referenceBeyond95()).isEqualTo(0.5);
        assertThat(novelty.beyond95(new float[] {0.6f, 0.8f})).isFalse();
        assertThat(novelty.beyond99(new float[] {0.8f, 0.6f})).isTrue();
        assertThat(novelty.occupancy()).containsExactly(200);
        assertThat(novelty.typical()).containsExactly(0);
    }

    @Test
    void shouldNotFitToFewVectors() {
        Topics topics = new Topics(3, 5, 4);

        assertThat(Novelty.fit(topics.vectors(100, 0), topics.vectors(99, 0))).isEmpty();
        assertThat(Novelty.fit(topics.vectors(400, 0), topics.vectors(49, 0))).isEmpty();
        assertThat(Novelty.fit(List.of(), List.of())).isEmpty();
        assertThat(Novelty.fit(topics.vectors(100, 0), topics.vectors(100, 0))).isPresent();
    }

    @Test
    void shouldRefuseVectorsOfAnotherModel() {
        Topics topics = new Topics(4, 5, 4);
        Novelty novelty =
                Novelty.fit(topics.vectors(100, 0), topics.vectors(100, 0)).orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> novelty.assign(new float[3]))
                .withMessageContaining("dimension of a vector is 3 but must be 4");
    }

    private static TestResult test95(Novelty novelty, List<float[]> window) {
        double beyond = (double) window.stream().filter(novelty::beyond95).count();
        return ShareTest.withDefaults()
                .test(beyond, window.size(), novelty.referenceBeyond95(), novelty.referenceVectors());
    }

    private static TestResult test99(Novelty novelty, List<float[]> window) {
        double beyond = (double) window.stream().filter(novelty::beyond99).count();
        return ShareTest.withDefaults()
                .test(beyond, window.size(), novelty.referenceBeyond99(), novelty.referenceVectors());
    }

    private static TestResult meanShift(List<float[]> reference, List<float[]> window) {
        KernelFeatureMap map = new KernelFeatureMap(FeatureMapId.standard("topics", "", reference.get(0).length, 1.35));
        double[][] panes = new double[reference.size() / 10][FeatureMapId.STANDARD_FEATURES];
        double[] counts = new double[panes.length];
        Arrays.fill(counts, 10);
        for (int i = 0; i < reference.size(); i++) {
            Vectors.add(panes[i / 10], map.apply(reference.get(i)));
        }
        double[] sums = new double[FeatureMapId.STANDARD_FEATURES];
        window.forEach(vector -> Vectors.add(sums, map.apply(vector)));
        return MeanShiftTest.withDefaults().withUnitNorm().test(BlockNull.of(panes, counts), sums, window.size());
    }

    /** Unit vectors around random directions; new content has directions of its own, each used once. */
    private static final class Topics {
        private static final double SPREAD = 0.8;

        private final Random random;
        private final double[][] centres;
        private final int dimension;

        Topics(long seed, int number, int dimension) {
            this.random = new Random(seed);
            this.dimension = dimension;
            // The centres are those of the dimension, so that streams of different seeds share their topics.
            Random common = new Random(dimension);
            this.centres = new double[number][];
            for (int i = 0; i < number; i++) {
                centres[i] = direction(common);
            }
        }

        List<float[]> vectors(int size, double shareNew) {
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                double[] centre =
                        random.nextDouble() < shareNew ? direction(random) : centres[random.nextInt(centres.length)];
                double[] noise = direction(random);
                double norm = 0;
                for (int d = 0; d < dimension; d++) {
                    noise[d] = centre[d] + SPREAD * noise[d];
                    norm += noise[d] * noise[d];
                }
                float[] vector = new float[dimension];
                for (int d = 0; d < dimension; d++) {
                    vector[d] = (float) (noise[d] / StrictMath.sqrt(norm));
                }
                vectors.add(vector);
            }
            return vectors;
        }

        private double[] direction(Random source) {
            double[] vector = new double[dimension];
            double norm = 0;
            for (int d = 0; d < dimension; d++) {
                vector[d] = source.nextGaussian();
                norm += vector[d] * vector[d];
            }
            for (int d = 0; d < dimension; d++) {
                vector[d] /= StrictMath.sqrt(norm);
            }
            return vector;
        }
    }
}
