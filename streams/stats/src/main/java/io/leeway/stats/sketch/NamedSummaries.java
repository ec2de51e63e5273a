/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import io.leeway.stats.text.TextDescriptors;
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
 * <p>Names that begin with {@value TextDescriptors#PREFIX} have {@value #RESERVED_PLACES} places of their own, so that
 * neither the descriptors of texts nor the names of users can crowd the others out.
 *
 * <p>Exact for the reason given at {@link BottomK}, which holds for either kind of names: merging summaries is associative
 * and commutative. Values of names that are not kept are counted in the total only.
 *
 * @param <S> the summary kept under each name
 */
final class NamedSummaries<S extends Summary<S>> {

    private static final int SMALLEST_ITEM = 3;
    private static final int RESERVED_PLACES = 32;

    private final BottomK<S> named;
    private final BottomK<S> reserved = new BottomK<>(RESERVED_PLACES);
    private final Supplier<S> fresh;
    private long values;

    NamedSummaries(int limit, Supplier<S> fresh) {
        this.named = new BottomK<>(limit);
        this.fresh = fresh;
    }

    private BottomK<S> placesFor(String name) {
        return name.startsWith(TextDescriptors.PREFIX) ? reserved : named;
    }

    /** Lets {@code value} add itself to the summary of {@code name}, if that is kept, and counts it in any case. */
    void add(String name, Consumer<S> value) {
        HashedName key = HashedName.of(name);
        BottomK<S> summaries = placesFor(name);
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
        merge(named, other.named);
        merge(reserved, other.reserved);
    }

    private static <S extends Summary<S>> void merge(BottomK<S> summaries, BottomK<S> others) {
        others.entries().forEach((key, theirs) -> {
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

    /** Puts another summary of as many values in the place of one that is kept. */
    void replace(String name, S other) {
        placesFor(name).offer(HashedName.of(name), other, (before, after) -> after);
    }

    /** Values added, under whatever name. */
    long values() {
        return values;
    }

    SortedMap<String, S> byName() {
        TreeMap<String, S> byName = new TreeMap<>();
        byHash().forEach((name, summary) -> byName.put(name.text(), summary));
        return Collections.unmodifiableSortedMap(byName);
    }

    private SortedMap<HashedName, S> byHash() {
        if (reserved.entries().isEmpty()) {
            return named.entries();
        }
        SortedMap<HashedName, S> byHash = new TreeMap<>(named.entries());
        byHash.putAll(reserved.entries());
        return byHash;
    }

    void write(SummaryOutput out, BiConsumer<S, SummaryOutput> writer) {
        SortedMap<HashedName, S> byHash = byHash();
        out.varint(values);
        out.varint(byHash.size());
        byHash.forEach((name, summary) -> {
            out.string(name.text());
            writer.accept(summary, out);
        });
    }

    void read(SummaryInput in, Function<SummaryInput, S> reader) {
        values = in.varint();
        HashedName before = null;
        for (int left = in.length(SMALLEST_ITEM); left > 0; left--) {
            String text = in.string();
            in.require(text.length() <= HashedName.LONGEST, "a name of too many characters,", text.length());
            HashedName name = HashedName.of(text);
            in.require(before == null || name.compareTo(before) > 0, "a name out of order");
            BottomK<S> summaries = placesFor(text);
            in.require(
                    summaries.entries().size() < summaries.capacity(),
                    "too many names, more than",
                    summaries.capacity());
            summaries.offer(name, reader.apply(in), NamedSummaries::merged);
            before = name;
        }
    }
}
