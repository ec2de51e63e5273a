/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Arrays;

/** Counts by integer key, in ascending order of the keys, in two parallel arrays. */
final class SortedCounts {

    private long[] keys;
    private long[] counts;
    private int size;
    private long total;

    SortedCounts() {
        this(new long[4], new long[4], 0, 0);
    }

    private SortedCounts(long[] keys, long[] counts, int size, long total) {
        this.keys = keys;
        this.counts = counts;
        this.size = size;
        this.total = total;
    }

    SortedCounts copy() {
        return new SortedCounts(Arrays.copyOf(keys, keys.length), Arrays.copyOf(counts, counts.length), size, total);
    }

    int size() {
        return size;
    }

    long total() {
        return total;
    }

    long key(int i) {
        return keys[i];
    }

    long count(int i) {
        return counts[i];
    }

    void add(long key, long count) {
        int found = Arrays.binarySearch(keys, 0, size, key);
        if (found >= 0) {
            counts[found] += count;
        } else {
            insert(-found - 1, key, count);
        }
        total += count;
    }

    /** Adds all counts of {@code other}, in one pass over both. */
    void addAll(SortedCounts other) {
        long newTotal = Math.addExact(total, other.total);
        SortedCounts both = new SortedCounts(new long[size + other.size], new long[size + other.size], 0, 0);
        int i = 0;
        int j = 0;
        while (i < size || j < other.size) {
            boolean ours = j == other.size || (i < size && keys[i] <= other.keys[j]);
            if (ours) {
                both.append(keys[i], counts[i]);
                i++;
            } else {
                both.append(other.keys[j], other.counts[j]);
                j++;
            }
        }
        keys = both.keys;
        counts = both.counts;
        size = both.size;
        total = newTotal;
    }

    /** Shifts every key right by {@code by} bits and joins those that become equal. */
    void shift(int by) {
        if (by == 0) {
            return;
        }
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            append(keys[i] >> by, counts[i]);
        }
    }

    /** Adds to the last key, or after it. The place written is never past the one being read. */
    private void append(long key, long count) {
        if (size > 0 && keys[size - 1] == key) {
            counts[size - 1] += count;
        } else {
            keys[size] = key;
            counts[size] = count;
            size++;
        }
    }

    private void insert(int at, long key, long count) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size + 4);
            counts = Arrays.copyOf(counts, 2 * size + 4);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        keys[at] = key;
        counts[at] = count;
        size++;
    }

    void write(SummaryOutput out) {
        out.varint(size);
        for (int i = 0; i < size; i++) {
            if (i == 0) {
                out.zigzag(keys[0]);
            } else {
                out.varint(keys[i] - keys[i - 1]);
            }
        }
        for (int i = 0; i < size; i++) {
            out.varint(counts[i]);
        }
    }

    /** Reads counts whose keys are between {@code smallest} and {@code largest}. */
    static SortedCounts read(SummaryInput in, long smallest, long largest) {
        int size = in.length(2);
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            long distance = i == 0 ? in.zigzag() : in.varint();
            keys[i] = i == 0 ? distance : keys[i - 1] + distance;
            in.require(keys[i] >= smallest && keys[i] <= largest && (i == 0 || distance > 0), "the bucket", keys[i]);
        }
        long[] counts = new long[size];
        long total = 0;
        for (int i = 0; i < size; i++) {
            counts[i] = in.varint();
            total += counts[i];
            in.require(counts[i] > 0 && total > 0, "the count", counts[i]);
        }
        return new SortedCounts(keys, counts, size, total);
    }
}
