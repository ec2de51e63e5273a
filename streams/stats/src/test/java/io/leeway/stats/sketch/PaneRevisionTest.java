/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaneRevisionTest {

    private static final SummaryLimits LIMITS = new SummaryLimits(6, 8, 5, 3);

    private final KernelFeatureMap map = KernelSumTest.mapOfModel("hashing");

    private PaneSummary pane(long seed, int events) {
        PaneSummary pane = new PaneSummary(LIMITS);
        TestEvents.random(new Random(seed), events).forEach(event -> pane.add(event, map));
        return pane;
    }

    private static List<float[]> vectors(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> KernelSumTest.vector(random))
                .toList();
    }

    private static void assertSameTotals(PaneSummary revised, PaneSummary original) {
        assertThat(revised.events()).isEqualTo(original.events());
        assertThat(revised.presentTexts()).isEqualTo(original.presentTexts());
        assertThat(revised.redactedTexts()).isEqualTo(original.redactedTexts());
        assertThat(revised.missingTexts()).isEqualTo(original.missingTexts());
        assertThat(revised.unfollowedNumbers()).isEqualTo(original.unfollowedNumbers());
        assertThat(revised.unfollowedCategories()).isEqualTo(original.unfollowedCategories());
        assertThat(revised.exemplars()).hasSameSizeAs(original.exemplars());
        original.numbers()
                .forEach((name, number) ->
                        assertThat(revised.numbers().get(name).count()).isEqualTo(number.count()));
        original.categories()
                .forEach((name, category) ->
                        assertThat(revised.categories().get(name).count()).isEqualTo(category.count()));
        assertThat(PaneSummary.fromBytes(revised.toBytes()).toBytes()).isEqualTo(revised.toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300})
    void shouldBeTheSameBytesWhereNothingIsRevised(int events) {
        PaneSummary original = pane(1, events);

        PaneSummary revised = new PaneRevision(original)
                .replaceTexts(List.of(), map)
                .moveNumber("number-1", bucket -> 0, value -> value + 1)
                .swapCategory("category-1", "value-1", "value-2", 0)
                .replaceEvents(exemplar -> Optional.empty())
                .replaceValues(exemplar -> exemplar)
                .pane();

        assertThat(revised.toBytes()).isEqualTo(original.toBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepEveryTotal(long seed) {
        PaneSummary original = pane(seed, 300);
        byte[] before = original.toBytes();
        PaneRevision revision = new PaneRevision(original)
                .replaceTexts(vectors(new Random(seed), (int) original.presentTexts() / 3), map)
                .replaceEvents(exemplar ->
                        Optional.of(exemplar.withVector(QuantisedVector.of(KernelSumTest.vector(new Random(seed))))));
        original.numbers()
                .keySet()
                .forEach(name -> revision.moveNumber(name, NumberSummary.Bucket::count, value -> value + 1));
        original.categories().forEach((name, category) -> {
            String value = category.counts().firstKey();
            revision.swapCategory(name, value, "new-" + value, category.count(value));
        });

        PaneSummary revised = revision.pane();

        assertSameTotals(revised, original);
        assertThat(revised.toBytes()).isNotEqualTo(before);
        assertThat(original.toBytes()).as("the original").isEqualTo(before);
    }

    @Test
    void shouldMoveTheMeanOfTextsAsFarAsTheShareSays() {
        PaneSummary original = pane(6, 300);
        long texts = original.presentTexts();
        float[] other = KernelSumTest.vector(new Random(9));
        long replaced = texts / 4;

        PaneSummary revised = new PaneRevision(original)
                .replaceTexts(Collections.nCopies((int) replaced, other), map)
                .pane();

        double[] before = original.text().orElseThrow().mean();
        double[] after = revised.text().orElseThrow().mean();
        double[] added = map.apply(other);
        double share = (double) replaced / texts;
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo((1 - share) * before[i] + share * added[i], within());
        }
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    @Test
    void shouldLeaveASumThatTextsCouldHave() {
        KernelSum sum = new KernelSum(map);
        float[] vector = KernelSumTest.vector(new Random(3));
        for (int i = 0; i < 7; i++) {
            sum.add(vector, map);
        }
        long[] seven = sum.sums();

        sum.removeMean(3);
        for (int i = 0; i < seven.length; i++) {
            assertThat(sum.sums()[i]).isEqualTo(seven[i] / 7 * 4);
        }
        sum.removeMean(4);
        assertThat(sum.count()).isZero();
        assertThat(sum.sums()).containsOnly(0);
        assertThat(KernelSum.fromBytes(sum.toBytes()).toBytes()).isEqualTo(sum.toBytes());
        assertThatThrownBy(() -> sum.removeMean(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 of 0 vectors cannot be taken away");
    }

    @Test
    void shouldMoveNumbersByTheirBuckets() {
        NumberSummary numbers = new NumberSummary(8);
        for (double value : new double[] {1, 1, 1, 2, 3, Double.POSITIVE_INFINITY}) {
            numbers.add(value);
        }

        NumberSummary moved = numbers.moved(bucket -> bucket.count() > 1 ? 2 : bucket.count(), value -> value + 10);

        assertThat(moved.count()).isEqualTo(6);
        assertThat(moved.buckets())
                .extracting(NumberSummary.Bucket::nearestToZero)
                .containsExactly(1.0, 11.0, 12.0, 13.0, numbers.buckets().get(3).nearestToZero());
        assertThat(moved.countAtMost(11.01)).isEqualTo(3);
        assertThatThrownBy(() -> numbers.moved(bucket -> 2, value -> value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 of 1 numbers cannot be moved");
    }

    @Test
    void shouldSwapTheValuesOfACategory() {
        CategorySummary values = new CategorySummary(4);
        for (String value : new String[] {"a", "a", "a", "b"}) {
            values.add(value);
        }

        assertThat(values.swapped("a", "b", 2).counts()).isEqualTo(new TreeMap<>(Map.of("a", 1L, "b", 3L)));
        assertThat(values.swapped("a", "c", 3).counts()).isEqualTo(new TreeMap<>(Map.of("b", 1L, "c", 3L)));
        assertThatThrownBy(() -> values.swapped("a", "c", 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 of 3 values cannot be swapped");
    }

    @Test
    void shouldSwapAmongMoreValuesThanAreKept() {
        for (int limit : new int[] {1, 2, 3}) {
            CategorySummary values = new CategorySummary(limit);
            IntStream.range(0, 20).forEach(i -> values.add("value-" + i % 10));
            String kept = values.counts().firstKey();
            for (String to : new String[] {"value-0", "x", "y", "z"}) {
                CategorySummary swapped = values.swapped(kept, to, values.count(kept));

                assertThat(swapped.count()).isEqualTo(20);
                assertThat(CategorySummary.fromBytes(swapped.toBytes()).toBytes())
                        .as("%s of %s", to, limit)
                        .isEqualTo(swapped.toBytes());
            }
        }
    }

    /** An event that replaces one of the sample must have the same chance to survive a merge. */
    @Test
    void shouldLeaveAUniformSample() {
        int injected = 0;
        int total = 0;
        for (int seed = 0; seed < 40; seed++) {
            PaneSummary one = eventful(seed, "one");
            PaneSummary other = new PaneRevision(eventful(seed, "other"))
                    .replaceEvents(Optional::of)
                    .pane();
            assertThat(other.exemplars())
                    .extracting(Exemplar::eventId)
                    .allMatch(id -> id.startsWith("injected/"))
                    .doesNotHaveDuplicates();
            one.merge(other);
            total += one.exemplars().size();
            injected += (int) one.exemplars().stream()
                    .filter(exemplar -> exemplar.eventId().startsWith("injected/"))
                    .count();
        }

        // Half of 640 with a standard deviation of 12.6; with ids drawn freely it would be about 80.
        assertThat(total).isEqualTo(640);
        assertThat(injected).isBetween(270, 370);
    }

    private PaneSummary eventful(int seed, String name) {
        PaneSummary pane = new PaneSummary();
        List<Observation> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(new Observation(
                    name + seed + "-" + i, null, null, i, TextState.MISSING, null, new TreeMap<>(), new TreeMap<>()));
        }
        events.forEach(event -> pane.add(event, null));
        return pane;
    }
}
