/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rates of rejection on streams that never change, and power and bias on streams that do. A rate is held to the 99.9 %
 * quantile of the binomial distribution with the nominal rate and as many windows; the reference of 400 entries is shared
 * by a handful of windows after it.
 */
class FalseAlarmRateTest {
    private static final int REFERENCE = 400;
    private static final int WINDOW = 20;
    private static final int GAP = 5;
    private static final double[] NOMINAL = {0.05, 0.01};

    @ParameterizedTest
    @CsvSource({"1, 0, 150", "4, 0.3, 150"})
    void shouldHoldTheRateOnVectors(double sessionLength, double share, int streams) {
        int dimension = 32;
        double[] scale = new double[dimension];
        Arrays.setAll(scale, k -> StrictMath.pow(0.93, k));
        List<Double> pValues = new ArrayList<>();
        for (long seed = 0; seed < streams; seed++) {
            List<List<double[]>> entries = new Stream(seed, sessionLength, share, dimension).entries(REFERENCE + 125);
            collect(entries, events -> vectorSum(events, scale), pValues);
        }
        assertRates(pValues, "seeds 0 to " + (streams - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 0, 20",
        "2, 4, 0.5, 20",
        "5, 1, 0, 20",
        "5, 4, 0.5, 20",
        "5, 1, 0, 5",
        "1000, 1, 0, 20",
        "1000, 4, 0.5, 20"
    })
    void shouldHoldTheRateOnDiscreteFeatures(int levels, double sessionLength, double share, int windowEntries) {
        List<Double> ladder = new ArrayList<>();
        List<Double> categories = new ArrayList<>();
        int streams = 250;
        for (long seed = 0; seed < streams; seed++) {
            List<List<double[]>> entries = new Stream(seed, sessionLength, share, 1).entries(REFERENCE + 125);
            TreeMap<Double, Long> counts = new TreeMap<>();
            entries.subList(0, REFERENCE)
                    .forEach(events -> events.forEach(e -> counts.merge(level(e, levels), 1L, Long::sum)));
            long total = counts.values().stream().mapToLong(Long::longValue).sum();
            List<LadderMap.Candidate> candidates = new ArrayList<>();
            Map<String, Long> names = new HashMap<>();
            long below = 0;
            for (Map.Entry<Double, Long> entry : counts.entrySet()) {
                below += entry.getValue();
                candidates.add(new LadderMap.Candidate(entry.getKey(), (double) below / total));
                names.put(entry.getKey().toString(), entry.getValue());
            }
            LadderMap ladderMap = LadderMap.of(candidates);
            collect(
                    entries,
                    events -> ladderMap.sums(edge -> countAtMost(events, levels, edge)),
                    ladder,
                    windowEntries);
            if (levels < 10) {
                CategoryMap categoryMap = CategoryMap.of(names, total);
                collect(
                        entries,
                        events -> categoryMap.sums(count(events, levels), events.size()),
                        categories,
                        windowEntries);
            }
        }
        assertRates(ladder, "ladder, seeds 0 to " + (streams - 1));
        if (levels < 10) {
            assertRates(categories, "categories, seeds 0 to " + (streams - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0.3"})
    void shouldFindAShiftAndMeasureItWithoutBias(double sessionLength, double share) {
        double[] scale = new double[16];
        Arrays.fill(scale, 0.25);
        double shift = 0.2;
        double mean = 0;
        double uncorrected = 0;
        int streams = 150;
        int found = 0;
        for (long seed = 0; seed < streams; seed++) {
            List<List<double[]>> entries = new Stream(seed, sessionLength, share, 16).entries(REFERENCE + GAP + 40);
            BlockNull reference = reference(entries, events -> vectorSum(events, scale));
            List<double[]> window = window(entries, REFERENCE + GAP, 40);
            double[] sums = vectorSum(window, scale);
            sums[3] += shift * window.size();

            TestResult result = MeanShiftTest.withDefaults().test(reference, sums, window.size());

            mean += result.effect() * result.effect() / streams;
            uncorrected +=
                    Vectors.squaredNorm(MeanShiftTest.difference(reference.mean(), sums, window.size())) / streams;
            found += result.pValue() < 1e-3 ? 1 : 0;
        }
        assertThat(found).as("shifts found of %s, seeds from 0", streams).isGreaterThan(140);
        assertThat(mean).as("squared effect, seeds from 0").isCloseTo(shift * shift, within(0.07 * shift * shift));
        assertThat(uncorrected).isGreaterThan(mean);
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0.05", "0.3"})
    void shouldHoldTheRateOnShares(double probability) {
        List<Double> pValues = new ArrayList<>();
        long seed = 77;
        Random random = new Random(seed);
        for (int i = 0; i < 4000; i++) {
            int hits = binomial(random, 2000, probability);
            TestResult result = ShareTest.withDefaults().test(binomial(random, 100, probability), 100, hits, 2000);
            pValues.add(result.pValue());
        }
        assertRates(pValues, "seed " + seed);
    }

    private static void collect(
            List<List<double[]>> entries, Function<List<double[]>, double[]> map, List<Double> pValues) {
        collect(entries, map, pValues, WINDOW);
    }

    private static void collect(
            List<List<double[]>> entries,
            Function<List<double[]>, double[]> map,
            List<Double> pValues,
            int windowEntries) {
        BlockNull reference = reference(entries, map);
        for (int start = REFERENCE + GAP; start + windowEntries <= entries.size(); start += windowEntries + GAP) {
            List<double[]> events = window(entries, start, windowEntries);
            pValues.add(MeanShiftTest.withDefaults()
                    .test(reference, map.apply(events), events.size())
                    .pValue());
        }
    }

    private static BlockNull reference(List<List<double[]>> entries, Function<List<double[]>, double[]> map) {
        List<List<double[]>> panes = entries.subList(0, REFERENCE);
        return BlockNull.of(
                panes.stream().map(map).toArray(double[][]::new),
                panes.stream().mapToDouble(List::size).toArray());
    }

    private static List<double[]> window(List<List<double[]>> entries, int start, int length) {
        return entries.subList(start, start + length).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static void assertRates(List<Double> pValues, String seeds) {
        for (double nominal : NOMINAL) {
            long rejected = pValues.stream().filter(p -> p <= nominal).count();
            int bound = new BinomialDistribution(null, pValues.size(), nominal).inverseCumulativeProbability(0.999);
            assertThat(rejected)
                    .as("rejections at %s of %s windows, %s", nominal, pValues.size(), seeds)
                    .isLessThanOrEqualTo(bound);
        }
    }

    private static double[] vectorSum(List<double[]> events, double[] scale) {
        double[] sum = new double[scale.length];
        for (double[] event : events) {
            Vectors.add(sum, event);
        }
        for (int k = 0; k < scale.length; k++) {
            sum[k] *= scale[k];
        }
        return sum;
    }

    /** Cuts a normal value into levels of unequal size. */
    private static double level(double[] event, int levels) {
        double cut = StrictMath.floor((event[0] + 2) * levels / 3);
        return StrictMath.max(0, StrictMath.min(levels - 1, cut));
    }

    private static long countAtMost(List<double[]> events, int levels, double edge) {
        return events.stream().filter(e -> level(e, levels) <= edge).count();
    }

    private static Map<String, Long> count(List<double[]> events, int levels) {
        Map<String, Long> counts = new HashMap<>();
        events.forEach(e -> counts.merge(Double.toString(level(e, levels)), 1L, Long::sum));
        return counts;
    }

    private static int binomial(Random random, int trials, double probability) {
        int hits = 0;
        for (int i = 0; i < trials; i++) {
            hits += random.nextDouble() < probability ? 1 : 0;
        }
        return hits;
    }
}
