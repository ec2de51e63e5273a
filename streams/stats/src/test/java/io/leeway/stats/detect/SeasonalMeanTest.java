/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonalMeanTest {

    private static final double[] NOBODY = new double[24];

    @ParameterizedTest
    @ValueSource(strings = {"strong", "weak"})
    void shouldAgreeWithNumpy(String name) {
        List<String[]> rows = Golden.rows("seasonal-mean.csv").stream()
                .filter(row -> row[0].equals(name))
                .toList();
        List<double[]> entries = values(rows, "entry");
        int[] bucket = entries.stream().mapToInt(row -> (int) row[0]).toArray();
        double[] counts = entries.stream().mapToDouble(row -> row[1]).toArray();
        double[][] sums = entries.stream()
                .map(row -> Arrays.copyOfRange(row, 2, row.length))
                .toArray(double[][]::new);
        double[] shape = values(rows, "shape").get(0);
        double[] fit = values(rows, "fit").get(0);
        double[] weights = values(rows, "weights").get(0);
        double[] effective = values(rows, "effective").get(0);

        double c1 = SeasonalMean.withinTrace(sums, counts, bucket, (int) shape[0]);
        SeasonalMean season = SeasonalMean.fit(sums, counts, bucket, (int) shape[0], c1);

        assertThat(c1).isCloseTo(fit[0], relative(fit[0]));
        assertThat(season.kappa()).isCloseTo(fit[1], relative(fit[1]));
        assertThat(season.mean(weights)).containsExactly(values(rows, "mean").get(0), within(1e-12));
        assertThat(season.effectiveEvents(weights)).isCloseTo(effective[0], relative(effective[0]));
        assertThat(season.freedom(counts, bucket, (int) shape[1])).isCloseTo(effective[1], relative(effective[1]));
        double[][] adjusted = season.adjusted(sums, counts, bucket, (int) shape[1]);
        List<double[]> expected = values(rows, "adjusted");
        for (int j = 0; j < expected.size(); j++) {
            assertThat(adjusted[j]).as("entry %s", j).containsExactly(expected.get(j), within(1e-10));
        }
    }

    @Test
    void shouldGiveEveryHourThePooledMeanWithoutASeason() {
        for (long seed = 0; seed < 20; seed++) {
            Days days = new Days(seed, 7, 0);
            SeasonalMean season = days.fit();

            assertThat(season.kappa()).as("seed %s", seed).isGreaterThan(4 * 7 * Days.HOUR);
            double[] pooled = season.mean(NOBODY);
            for (int h = 0; h < 24; h++) {
                assertThat(distance(season.mean(only(h)), pooled))
                        .as("seed %s, hour %s", seed, h)
                        .isLessThan(0.02);
            }
        }
    }

    @Test
    void shouldEqualThePooledMeanWhereBucketsDifferLessThanChance() {
        double[][] sums = {{1}, {-1}, {1}, {-1}};
        double[] counts = {1, 1, 1, 1};
        SeasonalMean season = SeasonalMean.fit(sums, counts, new int[] {0, 0, 1, 1}, 2, 1);

        assertThat(season.kappa()).isInfinite();
        assertThat(season.mean(new double[] {1, 0})).containsExactly(0);
        assertThat(season.effectiveEvents(new double[] {1, 0})).isEqualTo(4);
        assertThat(season.adjusted(sums, counts, new int[] {0, 0, 1, 1})).isDeepEqualTo(sums);
        assertThat(season.freedom(counts, new int[] {0, 0, 1, 1}, 2)).isEqualTo(1);
    }

    @Test
    void shouldFollowTheHoursOfAStrongSeason() {
        for (long seed = 0; seed < 20; seed++) {
            Days days = new Days(seed, 7, 1);
            SeasonalMean season = days.fit();

            for (int h = 0; h < 24; h++) {
                assertThat(distance(season.mean(only(h)), days.truth(h)))
                        .as("seed %s, hour %s", seed, h)
                        .isLessThan(0.1);
            }
            // Seven hours of 600 events, and a little more from the pooled mean.
            assertThat(season.effectiveEvents(only(3))).as("seed %s", seed).isBetween(4200.0, 4230.0);
            double[] twoHours = only(3);
            twoHours[4] = 1;
            assertThat(season.effectiveEvents(twoHours)).as("seed %s", seed).isBetween(8400.0, 8460.0);
        }
    }

    @Test
    void shouldKnowHowUncertainAnHourIsThatNobodyHasSeen() {
        Days days = new Days(1, 7, 1);
        int[] bucket = Arrays.stream(days.bucket)
                .map(h -> h == 5 ? SeasonalMean.POOLED : h)
                .toArray();
        double c1 = SeasonalMean.withinTrace(days.sums, days.counts, bucket, 24);
        SeasonalMean season = SeasonalMean.fit(days.sums, days.counts, bucket, 24, c1);

        assertThat(season.mean(only(5))).containsExactly(season.mean(NOBODY));
        assertThat(season.effectiveEvents(only(5)))
                .isCloseTo(1 / (1 / season.kappa() + 1 / season.effectiveEvents(NOBODY)), within(1e-6));
        assertThat(season.effectiveEvents(only(5))).isLessThan(50);
        assertThat(season.adjusted(days.sums, days.counts, bucket)[5 * 4]).isEqualTo(days.sums[5 * 4]);
    }

    @Test
    void shouldEstimateTheVarianceWithinHoursWithoutBias() {
        double mean = 0;
        double adjusted = 0;
        int streams = 100;
        for (long seed = 0; seed < streams; seed++) {
            Days days = new Days(seed, 5, 1);
            mean += SeasonalMean.withinTrace(days.sums, days.counts, days.bucket, 24) / streams;
            // Blocks of two hours, each a fifth of its hour's data.
            double[][] without = days.fit().adjusted(days.sums, days.counts, days.bucket, 8);
            adjusted += BlockNull.of(without, days.counts, 8).c1() / streams;
        }
        assertThat(mean).as("seeds 0 to 99").isCloseTo(Days.TRACE, within(0.02 * Days.TRACE));
        assertThat(adjusted).as("seeds 0 to 99").isCloseTo(Days.TRACE, within(0.03 * Days.TRACE));
    }

    /**
     * Hours against a week by hours, against half a day pooled, which has not seen the cycle, and against the week pooled,
     * whose null holds the cycle as variation.
     */
    @Test
    void shouldHoldTheRateInADailyCycleAndFindAChangeThePooledMeanHides() {
        int streams = 60;
        List<Double> halfDay = new ArrayList<>();
        List<Double> hourly = new ArrayList<>();
        int foundPooled = 0;
        int foundHourly = 0;
        for (long seed = 0; seed < streams; seed++) {
            Days days = new Days(seed, 7, 0.4);
            BlockNull pooledWeek = BlockNull.of(days.sums, days.counts);
            BlockNull pooledHalfDay = BlockNull.of(Arrays.copyOf(days.sums, 48), Arrays.copyOf(days.counts, 48));
            SeasonalMean season = days.fit();
            BlockNull without = BlockNull.of(season.adjusted(days.sums, days.counts, days.bucket, 4), days.counts, 4);
            for (int h = 0; h < 24; h += 2) {
                double[] window = days.hour(h);
                halfDay.add(MeanShiftTest.withDefaults()
                        .test(pooledHalfDay, window, Days.HOUR)
                        .pValue());
                hourly.add(test(season, without, window, h).pValue());
            }
            double[] changed = days.hour(8);
            changed[5] += 0.3 * Days.HOUR;
            foundPooled += MeanShiftTest.withDefaults()
                                    .test(pooledWeek, changed, Days.HOUR)
                                    .pValue()
                            < 1e-4
                    ? 1
                    : 0;
            foundHourly += test(season, without, changed, 8).pValue() < 1e-4 ? 1 : 0;
        }
        assertThat(rate(halfDay, 0.05)).as("half a day, pooled, seeds from 0").isGreaterThan(0.2);
        for (double nominal : new double[] {0.05, 0.01}) {
            int bound = new BinomialDistribution(null, hourly.size(), nominal).inverseCumulativeProbability(0.999);
            assertThat(rate(hourly, nominal) * hourly.size())
                    .as("rejections at %s of %s hours, seeds 0 to %s", nominal, hourly.size(), streams - 1)
                    .isLessThanOrEqualTo(bound);
        }
        assertThat(foundPooled)
                .as("changes found by the pooled week, of %s", streams)
                .isLessThan(5);
        assertThat(foundHourly).as("changes found by hours, of %s", streams).isGreaterThan(50);
    }

    @Test
    void shouldAcceptAReferenceWithoutEvents() {
        SeasonalMean season = SeasonalMean.fit(new double[][] {{0, 0}}, new double[] {0}, new int[] {0}, 2, 0);

        assertThat(season.mean(new double[] {1, 1})).containsExactly(0, 0);
        assertThat(season.effectiveEvents(new double[] {1, 1})).isZero();
        assertThat(season.freedom(new double[] {0}, new int[] {0}, 1)).isEqualTo(1);
        assertThat(SeasonalMean.withinTrace(new double[0][], new double[0], new int[0], 3))
                .isZero();
    }

    @Test
    void shouldUseEntriesWhereEachHourCameOnce() {
        double[][] sums = {{1}, {3}, {10}, {12}};
        double[] counts = {1, 1, 1, 1};

        assertThat(SeasonalMean.withinTrace(sums, counts, new int[] {0, 0, 1, 1}, 2))
                .isEqualTo(2);
        assertThat(SeasonalMean.withinTrace(sums, counts, new int[] {0, 1, 2, 3}, 4))
                .isZero();
        assertThat(SeasonalMean.fit(sums, counts, new int[] {0, 1, 2, 3}, 4, 0).mean(new double[] {0, 1, 0, 0}))
                .containsExactly(new double[] {3}, within(1e-12));
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        double[][] sums = {{1}};
        double[] counts = {1};
        SeasonalMean season = SeasonalMean.fit(sums, counts, new int[] {0}, 2, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeasonalMean.fit(sums, counts, new int[] {2}, 2, 1))
                .withMessageContaining("bucket of entry 0 is 2");
        assertThatIllegalArgumentException().isThrownBy(() -> SeasonalMean.fit(sums, counts, new int[] {-2}, 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SeasonalMean.fit(sums, counts, new int[0], 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeasonalMean.fit(sums, counts, new int[] {0}, 2, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> season.mean(new double[] {-1, 2}))
                .withMessageContaining("weight is -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> season.mean(new double[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> season.adjusted(new double[][] {{1, 2}}, counts, new int[] {0}));
    }

    private static TestResult test(SeasonalMean season, BlockNull reference, double[] window, int hour) {
        double[] weights = only(hour);
        return MeanShiftTest.withDefaults()
                .test(reference, season.mean(weights), season.effectiveEvents(weights), window, Days.HOUR);
    }

    private static double rate(List<Double> pValues, double nominal) {
        return pValues.stream().filter(p -> p <= nominal).count() / (double) pValues.size();
    }

    private static double[] only(int hour) {
        double[] weights = new double[24];
        weights[hour] = 1;
        return weights;
    }

    private static double distance(double[] x, double[] y) {
        return StrictMath.sqrt(Vectors.squaredMeanDistance(x, 1, y, 1));
    }

    private static List<double[]> values(List<String[]> rows, String kind) {
        return rows.stream()
                .filter(row -> row[1].equals(kind))
                .map(row -> Golden.numbers(row, 2))
                .toList();
    }

    private static Offset<Double> relative(double value) {
        return within(1e-9 * Math.abs(value));
    }

    /** Days of quarter hours with 150 events each, whose mean goes round a circle once a day. */
    private static final class Days {
        static final int HOUR = 600;
        static final double TRACE = 8;

        final double[][] sums;
        final double[] counts;
        final int[] bucket;
        private final Random random;
        private final double amplitude;

        Days(long seed, int days, double amplitude) {
            this.random = new Random(seed);
            this.amplitude = amplitude;
            this.sums = new double[96 * days][];
            this.counts = new double[sums.length];
            this.bucket = new int[sums.length];
            for (int j = 0; j < sums.length; j++) {
                bucket[j] = j / 4 % 24;
                counts[j] = HOUR / 4.0;
                sums[j] = sum(bucket[j], HOUR / 4);
            }
        }

        SeasonalMean fit() {
            return SeasonalMean.fit(sums, counts, bucket, 24, SeasonalMean.withinTrace(sums, counts, bucket, 24));
        }

        double[] truth(int hour) {
            double[] mean = new double[8];
            mean[0] = amplitude * StrictMath.sin(2 * StrictMath.PI * hour / 24);
            mean[1] = amplitude * StrictMath.cos(2 * StrictMath.PI * hour / 24);
            return mean;
        }

        double[] hour(int hour) {
            return sum(hour, HOUR);
        }

        private double[] sum(int hour, int events) {
            double[] sum = truth(hour);
            for (int k = 0; k < sum.length; k++) {
                sum[k] = events * sum[k] + StrictMath.sqrt(events) * random.nextGaussian();
            }
            return sum;
        }
    }
}
