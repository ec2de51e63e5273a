/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Summary} promises, as tests. A subclass gives the summary, its items, and how they meet.
 *
 * @param <S> the summary
 * @param <X> what it summarises
 */
abstract class SummaryContract<S extends Summary<S>, X> {

    private static final int ITEMS = 300;

    /** A fresh summary, with limits small enough that {@link #items} exceed them. */
    abstract S empty();

    abstract void add(S summary, X item);

    abstract S read(byte[] bytes);

    /** Items with repeats, extremes, and more variety than the limits allow. */
    abstract List<X> items(Random random, int size);

    private S summaryOf(List<X> items) {
        S summary = empty();
        items.forEach(item -> add(summary, item));
        return summary;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldGiveTheSameBytesHoweverTheItemsAreSplit(long seed) {
        Random random = new Random(seed);
        List<X> items = items(random, ITEMS);
        byte[] whole = summaryOf(items).toBytes();

        for (int largest : new int[] {1, 2, 7, 50, 149, ITEMS}) {
            List<S> parts = new ArrayList<>(List.of(empty()));
            for (int from = 0; from < ITEMS; ) {
                int to = Math.min(ITEMS, from + random.nextInt(largest + 1));
                parts.add(summaryOf(items.subList(from, to)));
                from = to;
            }

            assertThat(mergedInOrder(parts)).as("chunks of up to %s", largest).isEqualTo(whole);
            assertThat(mergedInPairs(parts))
                    .as("pairs of chunks of up to %s", largest)
                    .isEqualTo(whole);
            Collections.shuffle(parts, random);
            assertThat(mergedInOrder(parts))
                    .as("shuffled chunks of up to %s", largest)
                    .isEqualTo(whole);
        }
    }

    private byte[] mergedInOrder(List<S> parts) {
        S total = empty();
        for (S part : parts) {
            byte[] before = part.toBytes();
            total.merge(part);
            assertThat(part.toBytes()).as("the merged part").isEqualTo(before);
        }
        return total.toBytes();
    }

    /** A balanced tree of merges, with every intermediate result stored and read back. */
    private byte[] mergedInPairs(List<S> parts) {
        List<S> level = parts;
        while (level.size() > 1) {
            List<S> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                S pair = read(level.get(i).toBytes());
                if (i + 1 < level.size()) {
                    pair.merge(level.get(i + 1));
                }
                next.add(pair);
            }
            level = next;
        }
        return level.get(0).toBytes();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void shouldNotDependOnTheOrderOfItems(long seed) {
        Random random = new Random(seed);
        List<X> items = items(random, ITEMS);
        byte[] expected = summaryOf(items).toBytes();

        for (int i = 0; i < 5; i++) {
            Collections.shuffle(items, random);
            assertThat(summaryOf(items).toBytes()).isEqualTo(expected);
        }
    }

    @Test
    void shouldHaveTheEmptySummaryAsIdentityOnBothSides() {
        List<X> items = items(new Random(21), ITEMS);
        byte[] expected = summaryOf(items).toBytes();

        S left = empty();
        left.merge(summaryOf(items));
        S right = summaryOf(items);
        right.merge(empty());
        S none = empty();
        none.merge(empty());

        assertThat(left.toBytes()).isEqualTo(expected);
        assertThat(right.toBytes()).isEqualTo(expected);
        assertThat(none.toBytes()).isEqualTo(empty().toBytes());
    }

    @Test
    void shouldCountEverythingTwiceWhenMergedWithItself() {
        List<X> items = items(new Random(22), ITEMS);
        List<X> twice = new ArrayList<>(items);
        twice.addAll(items);

        S summary = summaryOf(items);
        summary.merge(summary);

        assertThat(summary.toBytes()).isEqualTo(summaryOf(twice).toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, ITEMS})
    void shouldSurviveARoundTripThroughBytes(int size) {
        List<X> items = items(new Random(23), size);
        List<X> more = items(new Random(24), ITEMS);
        S summary = summaryOf(items);

        S read = read(summary.toBytes());

        assertThat(read.toBytes()).isEqualTo(summary.toBytes());
        more.forEach(item -> add(read, item));
        more.forEach(item -> add(summary, item));
        assertThat(read.toBytes()).as("after more items").isEqualTo(summary.toBytes());
    }

    @Test
    void shouldCopyDeeply() {
        List<X> items = items(new Random(25), ITEMS);
        List<X> more = items(new Random(26), ITEMS);
        S original = summaryOf(items);
        byte[] before = original.toBytes();

        S copy = original.copy();
        assertThat(copy.toBytes()).isEqualTo(before);
        more.forEach(item -> add(copy, item));
        assertThat(original.toBytes()).isEqualTo(before);
        byte[] grown = copy.toBytes();
        assertThat(grown).isNotEqualTo(before);
        more.subList(0, 10).forEach(item -> add(original, item));
        original.merge(summaryOf(more));
        assertThat(copy.toBytes()).isEqualTo(grown);
    }

    @Test
    void shouldKeepWhatItMergedApartFromItsSource() {
        List<X> items = items(new Random(27), ITEMS);
        S source = summaryOf(items);
        byte[] before = source.toBytes();
        S target = empty();
        target.merge(source);

        items(new Random(28), ITEMS).forEach(item -> add(target, item));

        assertThat(source.toBytes()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAVersionItDoesNotKnow() {
        byte[] bytes = summaryOf(items(new Random(29), 5)).toBytes();
        bytes[0] = 77;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("version 77");
    }

    @Test
    void shouldRefuseBytesThatAreCutShortOrTooLong() {
        byte[] bytes = summaryOf(items(new Random(30), 40)).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("%s bytes", length).isInstanceOf(CorruptSummaryException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> read(longer))
                .isInstanceOf(CorruptSummaryException.class)
                .hasMessageContaining("bytes too many, 1");
    }

    /** Corrupt bytes are refused, or are the bytes of some other summary; nothing in between, and no other error. */
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void shouldReadOnlyWhatASummaryCouldHaveWritten(long seed) {
        Random random = new Random(seed);
        byte[] bytes = summaryOf(items(random, 40)).toBytes();

        for (int i = 0; i < 3_000; i++) {
            byte[] corrupt = bytes.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                corrupt[random.nextInt(Math.min(corrupt.length, random.nextBoolean() ? 40 : corrupt.length))] =
                        (byte) random.nextInt();
            }
            S read;
            try {
                read = read(corrupt);
            } catch (CorruptSummaryException | UnknownFormatException refused) {
                continue;
            }
            assertThat(read.toBytes()).isEqualTo(corrupt);
        }
    }
}
