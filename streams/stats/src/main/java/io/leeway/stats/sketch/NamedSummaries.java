/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One summary a name, for the names with the smallest hashes.
 *
 * <p>Exact for the reason given at {@link BottomK}: merging summaries is associative and commutative. Values of names
 * that are not kept are counted in the total only.
 *
 * @param <S> the summary kept under each name
 */
final class NamedSummaries<S extends Summary<S>> {

    private static final int SMALLEST_ITEM = 3;

    private final BottomK<S> summaries;
    private final Supplier<S> fresh;
    private long values;

    NamedSummaries(int limit, Supplier<S> fresh) {
        this.summaries = new BottomK<>(limit);
        this.fresh = fresh;
    }

    /** Lets {@code value} add itself to the summary of {@code name}, if that is kept, and counts it in any case. */
    void add(String name, Consumer<S> value) {
        HashedName key = HashedName.of(name);
        values++;
        S summary = summaries.get(key);
        if (summary != null) {
            value.accept(summary);
        } else if (summaries.admits(key)) {
            S first = fresh.get();
            value.accept(first);
            summaries.offer(key, first, NamedSummaries::merged);
        }
    }

    void merge(NamedSummaries<S> other) {
        values = Math.addExact(values, other.values);
        other.summaries.entries().forEach((key, theirs) -> {
            S ours = summaries.get(key);
            if (ours != null) {
                ours.merge(theirs);
            } else if (summaries.admits(key)) {
                summaries.offer(key, theirs.copy(), NamedSummaries::merged);
            }
        });
    }

    private static <S extends Summary<S>> S merged(S ours, S theirs) {
        ours.merge(theirs);
        return ours;
    }

    /** Values added, under whatever name. */
    long values() {
        return values;
    }

    SortedMap<String, S> byName() {
        TreeMap<String, S> byName = new TreeMap<>();
        summaries.entries().forEach((name, summary) -> byName.put(name.text(), summary));
        return Collections.unmodifiableSortedMap(byName);
    }

    void write(SummaryOutput out, BiConsumer<S, SummaryOutput> writer) {
        out.varint(values);
        out.varint(summaries.entries().size());
        summaries.entries().forEach((name, summary) -> {
            out.string(name.text());
            writer.accept(summary, out);
        });
    }

    void read(SummaryInput in, Function<SummaryInput, S> reader) {
        values = in.varint();
        int size = summaries.readSize(in, SMALLEST_ITEM);
        for (int i = 0; i < size; i++) {
            HashedName name = summaries.readName(in);
            summaries.offer(name, reader.apply(in), NamedSummaries::merged);
        }
    }
}
