/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategorySummaryTest extends SummaryContract<CategorySummary, String> {

    private static final int LIMIT = 12;

    @Override
    CategorySummary empty() {
        return new CategorySummary(LIMIT);
    }

    @Override
    void add(CategorySummary summary, String item) {
        summary.add(item);
    }

    @Override
    CategorySummary read(byte[] bytes) {
        return CategorySummary.fromBytes(bytes);
    }

    @Override
    List<String> items(Random random, int size) {
        int kinds = random.nextBoolean() ? 8 : 60;
        List<String> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int kind = random.nextInt(kinds);
            items.add(
                    switch (kind % 5) {
                        case 0 -> "";
                        case 1 -> "ключ-" + kind;
                        case 2 -> "long-" + "x".repeat(200) + kind;
                        case 3 -> "\uD83D\uDE00".repeat(kind);
                        default -> "value-" + kind;
                    });
        }
        return items;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldAgreeWithTheDefinition(long seed) {
        List<String> items = items(new Random(seed), 500);
        CategorySummary summary = empty();
        items.forEach(summary::add);

        TreeMap<HashedName, Long> all = new TreeMap<>();
        items.forEach(item -> all.merge(HashedName.of(item), 1L, Long::sum));
        Map<String, Long> expected = new TreeMap<>();
        all.entrySet().stream()
                .limit(LIMIT)
                .forEach(e -> expected.put(e.getKey().text(), e.getValue()));
        long kept = expected.values().stream().mapToLong(Long::longValue).sum();

        assertThat(summary.counts()).isEqualTo(expected);
        assertThat(summary.count()).isEqualTo(500);
        assertThat(summary.other()).isEqualTo(500 - kept);
        for (String item : items) {
            boolean exact = summary.isExact(item);
            assertThat(exact).isEqualTo(expected.containsKey(HashedName.bounded(item)));
            assertThat(summary.count(item)).isEqualTo(exact ? all.get(HashedName.of(item)) : 0);
        }
    }

    @Test
    void shouldKnowWhichAbsencesAreCertain() {
        CategorySummary small = empty();
        small.add("a");
        assertThat(small.isExact("never seen")).isTrue();
        assertThat(small.count("never seen")).isZero();

        CategorySummary full = empty();
        for (int i = 0; i < 1_000; i++) {
            full.add("v" + i);
        }
        TreeMap<HashedName, String> unseen = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            unseen.put(HashedName.of("u" + i), "u" + i);
        }
        assertThat(full.isExact(unseen.firstEntry().getValue())).isTrue();
        assertThat(full.isExact(unseen.lastEntry().getValue())).isFalse();
    }

    @Test
    void shouldCountExactlyUpToTheDefaultLimit() {
        CategorySummary summary = new CategorySummary();
        for (int i = 0; i < 256; i++) {
            summary.add("v" + i);
            summary.add("v" + i);
        }

        assertThat(summary.other()).isZero();
        assertThat(summary.counts()).hasSize(256).containsEntry("v17", 2L);

        summary.add("one more");
        assertThat(summary.counts()).hasSize(256);
        assertThat(summary.other()).isPositive();
        assertThat(summary.count()).isEqualTo(513);
    }

    @Test
    void shouldRefuseAMergeOfAnotherLimit() {
        assertThatThrownBy(() -> empty().merge(new CategorySummary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 and 256");
        assertThatThrownBy(() -> new CategorySummary(0)).hasMessageContaining("0");
    }
}
