/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/**
 * How much a pane keeps. The limits are part of the stored form, and only summaries of equal limits merge.
 *
 * @param names numbers, and categories, that are followed by name
 * @param buckets buckets of one number's histogram; at least 2, one on each side of zero
 * @param categories values of one category that are counted separately
 * @param exemplars events kept as examples
 */
public record SummaryLimits(int names, int buckets, int categories, int exemplars) {

    /** 64 names, 512 buckets, 256 category values and 16 exemplars. */
    public static final SummaryLimits DEFAULTS = new SummaryLimits(64, 512, 256, 16);

    private static final int LARGEST = 65_536;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming a limit that is not between 1 (buckets: 2) and 65,536
     */
    public SummaryLimits {
        check("names", names, 1);
        check("buckets", buckets, 2);
        check("categories", categories, 1);
        check("exemplars", exemplars, 1);
    }

    static int check(String name, int limit, int smallest) {
        if (limit < smallest || limit > LARGEST) {
            throw new IllegalArgumentException(
                    "limit of " + name + " " + limit + " is not between " + smallest + " and " + LARGEST);
        }
        return limit;
    }

    /** Refuses a merge of different limits: what the smaller one dropped cannot be known. */
    static void requireEqual(String name, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            throw new IllegalArgumentException(
                    "summaries with " + name + " " + ours + " and " + theirs + " cannot be merged exactly");
        }
    }

    void write(SummaryOutput out) {
        out.varint(names);
        out.varint(buckets);
        out.varint(categories);
        out.varint(exemplars);
    }

    static SummaryLimits read(SummaryInput in) {
        return new SummaryLimits(readOne(in, 1), readOne(in, 2), readOne(in, 1), readOne(in, 1));
    }

    static int readOne(SummaryInput in, int smallest) {
        long limit = in.varint();
        in.require(limit >= smallest && limit <= LARGEST, "a limit of", limit);
        return (int) limit;
    }
}
