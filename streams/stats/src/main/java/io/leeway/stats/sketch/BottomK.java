/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A map that keeps the k smallest hashed names it was ever offered.
 *
 * <p>This is exact under any order and any split. Let U be all names offered anywhere and B the k smallest of U. A name
 * of B has fewer than k smaller names in U, so fewer than k in every part of U that holds it, at any moment: it is never
 * turned away or evicted, and everything offered under it is still there. A name outside B has k smaller names in U; the
 * last of those to arrive, or the merge that brings them together, removes it. So what is left is B with everything
 * offered under it, provided the values of one name are combined by an operation that is associative and commutative.
 *
 * <p>Hashes being evenly spread, B is also a uniform sample without replacement of the names.
 *
 * <p>Reference: K. Beyer, P. Haas, B. Reinwald, Y. Sismanis, R. Gemulla (2007), On synopses for distinct-value
 * estimation under multiset operations, doi:10.1145/1247480.1247504.
 *
 * @param <V> what is kept under each name
 */
final class BottomK<V> {

    private final int capacity;
    private final TreeMap<HashedName, V> kept = new TreeMap<>();

    BottomK(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /** Whether something offered under {@code name} now would be kept. */
    boolean admits(HashedName name) {
        return kept.size() < capacity || name.compareTo(kept.lastKey()) <= 0;
    }

    V get(HashedName name) {
        return kept.get(name);
    }

    /** Offers a value, combined with the one already there; the largest name leaves if there are more than k. */
    void offer(HashedName name, V value, BinaryOperator<V> combine) {
        if (admits(name)) {
            kept.merge(name, value, combine);
            if (kept.size() > capacity) {
                kept.pollLastEntry();
            }
        }
    }

    /** What is kept, smallest hash first; an unmodifiable view. */
    NavigableMap<HashedName, V> entries() {
        return Collections.unmodifiableNavigableMap(kept);
    }

    /** Reads a name that must come after all names read before. */
    HashedName readName(SummaryInput in) {
        String text = in.string();
        in.require(text.length() <= HashedName.LONGEST, "a name of too many characters,", text.length());
        HashedName name = HashedName.of(text);
        in.require(kept.isEmpty() || name.compareTo(kept.lastKey()) > 0, "a name out of order");
        return name;
    }

    /** Reads how many names follow. */
    int readSize(SummaryInput in, int smallestItem) {
        int size = in.length(smallestItem);
        in.require(size <= capacity, "too many names,", size);
        return size;
    }
}
