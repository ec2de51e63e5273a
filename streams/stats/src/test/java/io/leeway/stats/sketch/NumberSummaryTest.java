/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSummaryTest extends SummaryContract<NumberSummary, Double> {

    private static final int LIMIT = 16;
    private static final double[] EXTREMES = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1,
        -1
    };

    @Override
    NumberSummary empty() {
        return new NumberSummary(LIMIT);
    }

    @Override
    void add(NumberSummary summary, Double item) {
        summary.add(item);
    }

    @Override
    NumberSummary read(byte[] bytes) {
        return NumberSummary.fromBytes(bytes);
    }

    /** Some runs stay narrow, so that shifts from the finest to the coarsest occur. */
    @Override
    List<Double> items(Random random, int size) {
        int kind = random.nextInt(4);
        List<Double> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(
                    switch (kind) {
                        case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
                        case 1 -> 100 + random.nextGaussian();
                        case 2 -> (double) random.nextInt(40);
                        default -> anyNumber(random);
                    });
        }
        return items;
    }

    private static double anyNumber(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(any) ? 0 : any;
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52})
    void shouldAgreeWithTheDefinition(long seed) {
        Random random = new Random(seed);
        List<Double> items = items(random, 1 + random.nextInt(400));
        NumberSummary summary = empty();
        items.forEach(summary::add);

        int shift = 42;
        SortedMap<Long, Long> expected = histogram(items, shift);
        while (expected.size() > LIMIT) {
            shift++;
            expected = histogram(items, shift);
        }

        assertThat(summary.shift()).isEqualTo(shift);
        assertThat(summary.buckets())
                .extracting(NumberSummary.Bucket::count)
                .containsExactlyElementsOf(expected.values());
        for (NumberSummary.Bucket bucket : summary.buckets()) {
            assertThat(items.stream()
                            .filter(x -> x + 0.0 >= bucket.lowest() && x + 0.0 <= bucket.highest())
                            .count())
                    .isEqualTo(bucket.count());
        }
    }

    /** The definition: the rank of a double among all doubles, counted from zero, divided by 2^shift. */
    private static SortedMap<Long, Long> histogram(List<Double> items, int shift) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        for (double item : items) {
            long magnitude = Double.doubleToLongBits(Math.abs(item));
            long rank = item < 0 ? -magnitude - 1 : magnitude;
            counts.merge(Math.floorDiv(Math.floorDiv(rank, 1L << 42), 1L << (shift - 42)), 1L, Long::sum);
        }
        return counts;
    }

    @Test
    void shouldKeepIntegersUpTo2048Apart() {
        NumberSummary summary = new NumberSummary(4_200);
        for (int i = -2_048; i <= 2_048; i++) {
            summary.add(i);
        }

        assertThat(summary.buckets()).hasSize(4_097);
        double[] shown = summary.buckets().stream()
                .mapToDouble(NumberSummary.Bucket::nearestToZero)
                .toArray();
        assertThat(shown)
                .containsExactly(
                        IntStream.rangeClosed(-2_048, 2_048).asDoubleStream().toArray());
    }

    @Test
    void shouldResolveNumbersToOnePartIn1024() {
        Random random = new Random(61);
        for (int i = 0; i < 10_000; i++) {
            double x = Math.exp(20 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            NumberSummary summary = new NumberSummary();
            summary.add(x);

            NumberSummary.Bucket bucket = summary.buckets().get(0);

            assertThat(x).isBetween(bucket.lowest(), bucket.highest());
            assertThat(bucket.highest() - bucket.lowest()).isLessThanOrEqualTo(Math.abs(x) / 1_024);
        }
    }

    @Test
    void shouldCountAtMostAnEdgeOfItselfOrOfACoarserSummaryExactly() {
        Random random = new Random(62);
        double[] values =
                random.doubles(5_000).map(u -> Math.exp(random.nextGaussian())).toArray();
        NumberSummary fine = new NumberSummary();
        NumberSummary coarse = new NumberSummary(32);
        for (double value : values) {
            fine.add(value);
            coarse.add(value);
        }
        assertThat(coarse.shift()).isGreaterThan(fine.shift());

        for (NumberSummary edges : List.of(fine, coarse)) {
            for (double edge : edges.edges()) {
                long expected = Arrays.stream(values).filter(x -> x <= edge).count();
                assertThat(fine.countAtMost(edge)).isEqualTo(expected);
            }
        }
        double cut = (fine.edges()[0] + fine.buckets().get(0).lowest()) / 2;
        assertThat(fine.countAtMost(cut)).isZero();
        assertThat(fine.countAtMost(Double.POSITIVE_INFINITY)).isEqualTo(5_000);
        assertThat(fine.countAtMost(Double.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void shouldBoundQuantilesFromAbove() {
        Random random = new Random(63);
        double[] values =
                random.doubles(1_001).map(u -> random.nextGaussian()).sorted().toArray();
        NumberSummary summary = new NumberSummary();
        for (double value : values) {
            summary.add(value);
        }

        for (double p = 0; p <= 1; p += 0.01) {
            double exact = values[Math.max(0, (int) Math.ceil(p * values.length) - 1)];
            double width = Math.scalb(1.0, Math.getExponent(exact) - 52 + summary.shift());
            assertThat(summary.quantile(p)).isBetween(exact, exact + width);
        }
        assertThat(summary.quantile(0)).isEqualTo(summary.minEdge());
        assertThat(summary.quantile(1)).isEqualTo(summary.maxEdge());
    }

    @Test
    void shouldTreatAConstantAsOneBucket() {
        NumberSummary summary = new NumberSummary();
        for (int i = 0; i < 1_000; i++) {
            summary.add(5);
        }

        assertThat(summary.count()).isEqualTo(1_000);
        assertThat(summary.buckets()).hasSize(1);
        assertThat(summary.quantile(0.5)).isEqualTo(summary.minEdge()).isEqualTo(summary.maxEdge());
        assertThat(summary.buckets().get(0).nearestToZero()).isEqualTo(5);
    }

    @Test
    void shouldKeepInfinitiesAndZerosApartFromTheirNeighbours() {
        NumberSummary summary = new NumberSummary();
        for (double value : EXTREMES) {
            summary.add(value);
        }

        assertThat(summary.edges())
                .isSorted()
                .startsWith(Double.NEGATIVE_INFINITY)
                .endsWith(Double.POSITIVE_INFINITY);
        assertThat(summary.buckets().get(0).count()).isEqualTo(1);
        assertThat(summary.countAtMost(-Double.MIN_VALUE)).isEqualTo(4);
        assertThat(summary.countAtMost(Double.MAX_VALUE)).isEqualTo(EXTREMES.length - 1);
        assertThat(summary.edges()).doesNotContain(Double.NaN);
    }

    @Test
    void shouldEndWithOneBucketOnEachSideOfZeroWhenTheLimitIsTwo() {
        NumberSummary summary = new NumberSummary(2);
        for (double value : EXTREMES) {
            summary.add(value);
        }

        assertThat(summary.shift()).isEqualTo(63);
        assertThat(summary.buckets())
                .containsExactly(
                        new NumberSummary.Bucket(Double.NEGATIVE_INFINITY, -Double.MIN_VALUE, 4),
                        new NumberSummary.Bucket(0, Double.POSITIVE_INFINITY, 7));
    }

    @Test
    void shouldRefuseWhatItCannotAnswer() {
        NumberSummary summary = new NumberSummary();

        assertThatThrownBy(() -> summary.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> summary.quantile(0.5)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(summary::minEdge).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(summary::maxEdge).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> summary.quantile(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> summary.quantile(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> summary.countAtMost(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> summary.merge(new NumberSummary(LIMIT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512 and 16");
        assertThatThrownBy(() -> new NumberSummary(1)).hasMessageContaining("1");
        assertThat(summary.count()).isZero();
        assertThat(summary.edges()).isEmpty();
    }
}
