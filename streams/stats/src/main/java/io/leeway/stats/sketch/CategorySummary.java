/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of a category's values: exact for the values with the smallest hashes, the rest as one count.
 *
 * <p>Up to the limit of distinct values everything is counted. Beyond, the values kept are those with the smallest
 * hashes among all seen, which makes the summary exact under any order and any split (see {@link BottomK}). A value that
 * is pushed out takes its count to {@link #other}, so totals stay exact. A kept value is not a frequent one: compare two
 * summaries only on values for which {@link #isExact} holds in both.
 *
 * <ul>
 *   <li>A value of more than 128 characters is known by its first 96 and a hash of the whole.
 *   <li>The empty string is a value like any other.
 *   <li>Empty: all counts are 0, and 0 is exact for every value.
 *   <li>Cost: a hash and a tree search an addition; at most {@code limit} values of at most 128 characters.
 * </ul>
 *
 * <pre>
 *   version 1     1 byte       = 1
 *   limit         varint
 *   other         varint
 *   size          varint
 *   size × (value: string, count: varint of at least 1), ascending by hash
 * </pre>
 *
 * <p>Reference: K. Beyer et al. (2007), doi:10.1145/1247480.1247504.
 */
public final class CategorySummary implements Summary<CategorySummary> {

    private static final String NAME = "category summary";
    private static final int VERSION = 1;
    private static final int SMALLEST_ITEM = 2;

    private final BottomK<Long> counts;
    private long total;

    /** An empty summary with the default limit of values. */
    public CategorySummary() {
        this(SummaryLimits.DEFAULTS.categories());
    }

    /** @throws IllegalArgumentException if {@code limit} is not between 1 and 65,536 */
    CategorySummary(int limit) {
        counts = new BottomK<>(SummaryLimits.check("categories", limit, 1));
    }

    /** Counts one value. */
    public void add(String value) {
        counts.offer(HashedName.of(value), 1L, Long::sum);
        total++;
    }

    /**
     * The same values with some of one turned into another. The number of values stays.
     *
     * <p>Where there were more values than can be kept, one of {@code from} stays what it is: a place that became free would
     * say that nothing was pushed out.
     *
     * @param number between 0 and {@code count(from)}
     */
    CategorySummary swapped(String from, String to, long number) {
        long has = count(from);
        if (number < 0 || number > has) {
            throw new IllegalArgumentException(number + " of " + has + " values cannot be swapped");
        }
        long gone = Math.min(number, other() > 0 ? has - 1 : has);
        HashedName source = HashedName.of(from);
        CategorySummary swapped = new CategorySummary(limit());
        swapped.total = total;
        counts.entries().forEach((value, count) -> {
            long left = value.equals(source) ? count - gone : count;
            if (left > 0) {
                swapped.counts.offer(value, left, Long::sum);
            }
        });
        if (gone > 0) {
            swapped.counts.offer(HashedName.of(to), gone, Long::sum);
        }
        return swapped;
    }

    @Override
    public void merge(CategorySummary other) {
        SummaryLimits.requireEqual("limit of categories", limit(), other.limit());
        total = Math.addExact(total, other.total);
        // No names are new to a summary that is merged with itself, so this only replaces values.
        other.counts.entries().forEach((value, count) -> counts.offer(value, count, Long::sum));
    }

    @Override
    public CategorySummary copy() {
        CategorySummary copy = new CategorySummary(limit());
        copy.merge(this);
        return copy;
    }

    /** How many values were counted, of whatever kind. */
    public long count() {
        return total;
    }

    /** How often {@code value} was counted, if it is kept; otherwise 0. See {@link #isExact}. */
    public long count(String value) {
        Long count = counts.get(HashedName.of(value));
        return count == null ? 0 : count;
    }

    /**
     * Whether {@link #count(String)} is the true number for this value, also if it is 0.
     *
     * <p>False only for values that may be among {@link #other}: something was pushed out, and the hash of {@code value}
     * is beyond those kept.
     */
    public boolean isExact(String value) {
        return other() == 0 || counts.admits(HashedName.of(value));
    }

    /** How many of the values counted are not kept by name. */
    public long other() {
        long kept = 0;
        for (long count : counts.entries().values()) {
            kept += count;
        }
        return total - kept;
    }

    /** The kept values and their counts, by value; unmodifiable. */
    public SortedMap<String, Long> counts() {
        TreeMap<String, Long> byValue = new TreeMap<>();
        counts.entries().forEach((value, count) -> byValue.put(value.text(), count));
        return Collections.unmodifiableSortedMap(byValue);
    }

    @Override
    public byte[] toBytes() {
        SummaryOutput out = new SummaryOutput();
        write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws UnknownFormatException if the version is another
     * @throws CorruptSummaryException if the bytes are not such a summary
     */
    public static CategorySummary fromBytes(byte[] bytes) {
        SummaryInput in = new SummaryInput(NAME, bytes);
        CategorySummary summary = read(in);
        in.end();
        return summary;
    }

    int limit() {
        return counts.capacity();
    }

    void write(SummaryOutput out) {
        out.octet(VERSION);
        out.varint(limit());
        out.varint(other());
        out.varint(counts.entries().size());
        counts.entries().forEach((value, count) -> {
            out.string(value.text());
            out.varint(count);
        });
    }

    static CategorySummary read(SummaryInput in) {
        in.version(NAME, VERSION);
        CategorySummary summary = new CategorySummary(SummaryLimits.readOne(in, 1));
        long other = in.varint();
        summary.total = other;
        int size = summary.counts.readSize(in, SMALLEST_ITEM);
        in.require(other == 0 || size == summary.limit(), "other values although there was room for them,");
        for (int i = 0; i < size; i++) {
            HashedName value = summary.counts.readName(in);
            long count = in.varint();
            summary.total += count;
            in.require(count > 0 && summary.total > 0, "the count", count);
            summary.counts.offer(value, count, Long::sum);
        }
        return summary;
    }
}
