/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * A histogram of numbers whose resolution follows from the numbers, not from their order.
 *
 * <p>A number's key is a 64-bit integer in the order of the numbers ({@link NumberKey}); its bucket is the key shifted
 * right by the summary's shift. The shift starts at {@value NumberKey#FINEST_SHIFT}, which leaves ten bits of mantissa:
 * buckets are 2<sup>−10</sup> wide relative to their values, and integers up to 2048 have buckets of their own. Whenever
 * more distinct buckets are in use than the limit, the shift grows by one for all of them, joining them in pairs.
 *
 * <p><b>Why this is exact.</b> For a set S of keys let c(S, s) be the number of distinct keys after a shift by s, and
 * need(S) the least s from the start on with c(S, s) ≤ limit. c falls or stays when s grows, and grows or stays when S
 * does, so need is monotone: need(A) ≤ need(A ∪ B). A summary of S always has shift need(S): adding or merging starts
 * from shifts that are no larger than need of the union, by monotonicity; shifts compose, (k ≫ a) ≫ b = k ≫ (a+b), so
 * joined buckets are the ones a direct shift gives; and growing stops at the first shift that fits. The counts are the
 * numbers of values in each bucket at that shift. Both depend on the values alone.
 *
 * <ul>
 *   <li>NaN is refused; −0.0 counts as 0.0; ±∞ are values, each alone in its bucket until the shift exceeds 52.
 *   <li>Ties and constants: equal numbers share a bucket at any shift.
 *   <li>Empty: counts are 0; quantiles and edges are refused.
 *   <li>Cost: a binary search an addition, and moving up to {@code limit} entries for a new bucket.
 * </ul>
 *
 * <pre>
 *   version 1     1 byte       = 1
 *   limit         varint       of buckets
 *   shift         varint       42 to 63
 *   size          varint
 *   buckets       zigzag of the first, then varint of each distance to the one before
 *   counts        size × varint, each at least 1
 * </pre>
 *
 * <p>References: I. Epicoco et al. (2020), UDDSketch, doi:10.1109/ACCESS.2020.3015599 (uniform collapse); C. Masson, J.
 * Rim, H. Lee (2019), DDSketch, doi:10.14778/3352063.3352135 (relative buckets).
 */
public final class NumberSummary implements Summary<NumberSummary> {

    private static final String NAME = "number summary";
    private static final int VERSION = 1;

    private final int limit;
    private final SortedCounts counts;
    private int shift;

    /** An empty summary with the default limit of buckets. */
    public NumberSummary() {
        this(SummaryLimits.DEFAULTS.buckets());
    }

    /** @throws IllegalArgumentException if {@code limit} is less than 2 or more than 65,536 */
    NumberSummary(int limit) {
        this(SummaryLimits.check("buckets", limit, 2), new SortedCounts(), NumberKey.FINEST_SHIFT);
    }

    private NumberSummary(int limit, SortedCounts counts, int shift) {
        this.limit = limit;
        this.counts = counts;
        this.shift = shift;
    }

    /**
     * Counts one number.
     *
     * @throws IllegalArgumentException if it is NaN
     */
    public void add(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("NaN has no place among numbers; leave a missing number out");
        }
        counts.add(NumberKey.of(value) >> shift, 1);
        collapse();
    }

    @Override
    public void merge(NumberSummary other) {
        SummaryLimits.requireEqual("limit of buckets", limit, other.limit);
        SortedCounts theirs = other.counts.copy();
        int common = Math.max(shift, other.shift);
        counts.shift(common - shift);
        theirs.shift(common - other.shift);
        counts.addAll(theirs);
        shift = common;
        collapse();
    }

    private void collapse() {
        while (counts.size() > limit) {
            counts.shift(1);
            shift++;
        }
    }

    /**
     * The same numbers with some of them moved: of each bucket {@code moving} says how many, and {@code to} where the bucket's
     * number ({@link Bucket#nearestToZero}) is then. The number of numbers stays.
     *
     * @param moving between 0 and the bucket's count
     * @param to never NaN
     */
    NumberSummary moved(ToLongFunction<Bucket> moving, DoubleUnaryOperator to) {
        SortedCounts after = new SortedCounts();
        List<Bucket> before = buckets();
        for (int i = 0; i < before.size(); i++) {
            Bucket bucket = before.get(i);
            long gone = moving.applyAsLong(bucket);
            if (gone < 0 || gone > bucket.count()) {
                throw new IllegalArgumentException(gone + " of " + bucket.count() + " numbers cannot be moved");
            }
            if (gone < bucket.count()) {
                after.add(counts.key(i), bucket.count() - gone);
            }
            if (gone > 0) {
                after.add(NumberKey.of(to.applyAsDouble(bucket.nearestToZero())) >> shift, gone);
            }
        }
        NumberSummary moved = new NumberSummary(limit, after, shift);
        moved.collapse();
        return moved;
    }

    @Override
    public NumberSummary copy() {
        return new NumberSummary(limit, counts.copy(), shift);
    }

    /** How many numbers were counted. */
    public long count() {
        return counts.total();
    }

    /** How far keys are shifted: {@value NumberKey#FINEST_SHIFT} at full resolution, one more for each halving. */
    public int shift() {
        return shift;
    }

    /**
     * The part of the number line one bucket covers, both ends included.
     *
     * @param lowest the smallest number of the bucket
     * @param highest its largest: the upper edge
     * @param count numbers in it, at least 1
     */
    public record Bucket(double lowest, double highest, long count) {

        /**
         * The bucket's number to show to people: the one nearest to zero, which has the fewest digits and is the value
         * itself for integers at full resolution.
         */
        public double nearestToZero() {
            return lowest >= 0 ? lowest : highest;
        }
    }

    /** The buckets in use, in ascending order. */
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            long bucket = counts.key(i);
            buckets.add(new Bucket(NumberKey.lowest(bucket, shift), NumberKey.highest(bucket, shift), counts.count(i)));
        }
        return List.copyOf(buckets);
    }

    /** The upper edges of the buckets in use, strictly ascending; a new array. */
    public double[] edges() {
        double[] edges = new double[counts.size()];
        Arrays.setAll(edges, i -> NumberKey.highest(counts.key(i), shift));
        return edges;
    }

    /**
     * The numbers in buckets whose upper edge is at most {@code edge}.
     *
     * <p>Exactly the numbers ≤ {@code edge} if that is an upper edge of this summary or of a coarser one, because coarser
     * buckets are unions of finer ones. Otherwise the bucket that {@code edge} cuts is left out.
     *
     * @throws IllegalArgumentException if {@code edge} is NaN
     */
    public long countAtMost(double edge) {
        if (Double.isNaN(edge)) {
            throw new IllegalArgumentException("NaN is not an edge");
        }
        long sum = 0;
        for (int i = 0; i < counts.size() && NumberKey.highest(counts.key(i), shift) <= edge; i++) {
            sum += counts.count(i);
        }
        return sum;
    }

    /**
     * The upper edge of the first bucket at which the cumulative count reaches {@code p} times the total: at least the
     * true quantile, and above it by less than the bucket's width.
     *
     * @param p between 0 and 1
     * @throws IllegalArgumentException if {@code p} is not between 0 and 1
     * @throws IllegalStateException if nothing was counted
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("share " + p + " is not between 0 and 1");
        }
        requireSome();
        double target = p * counts.total();
        long sum = 0;
        int i = 0;
        while (i < counts.size() - 1 && (sum += counts.count(i)) < target) {
            i++;
        }
        return NumberKey.highest(counts.key(i), shift);
    }

    /**
     * The upper edge of the lowest bucket.
     *
     * @throws IllegalStateException if nothing was counted
     */
    public double minEdge() {
        requireSome();
        return NumberKey.highest(counts.key(0), shift);
    }

    /**
     * The upper edge of the highest bucket.
     *
     * @throws IllegalStateException if nothing was counted
     */
    public double maxEdge() {
        requireSome();
        return NumberKey.highest(counts.key(counts.size() - 1), shift);
    }

    private void requireSome() {
        if (counts.size() == 0) {
            throw new IllegalStateException("a summary of no numbers has no quantiles");
        }
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
    public static NumberSummary fromBytes(byte[] bytes) {
        SummaryInput in = new SummaryInput(NAME, bytes);
        NumberSummary summary = read(in);
        in.end();
        return summary;
    }

    int limit() {
        return limit;
    }

    void write(SummaryOutput out) {
        out.octet(VERSION);
        out.varint(limit);
        out.varint(shift);
        counts.write(out);
    }

    static NumberSummary read(SummaryInput in) {
        in.version(NAME, VERSION);
        int limit = SummaryLimits.readOne(in, 2);
        long shift = in.varint();
        in.require(shift >= NumberKey.FINEST_SHIFT && shift < Long.SIZE, "a shift of", shift);
        SortedCounts counts = SortedCounts.read(in, NumberKey.SMALLEST >> shift, NumberKey.LARGEST >> shift);
        in.require(counts.size() <= limit, "too many buckets,", counts.size());
        return new NumberSummary(limit, counts, (int) shift);
    }
}
