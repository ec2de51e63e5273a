/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.Locale;

/**
 * What one limit has to know of the events of a pane, or of several.
 *
 * <p>Numbers are known by their bucket: to 2<sup>−10</sup> of their value where a pane holds up to 512 different ones, and
 * coarser where it holds more (about 1.6 % where they fill eight octaves). <b>What that leaves open counts for the
 * limit</b>: a bucket that the bound cuts is not beyond it, and of a mean both ends are kept. Whole numbers up to 2048 are
 * exact at full resolution.
 *
 * <ul>
 *   <li>Rate: numbers from one half on are true, so that the rate of a number that is 0 or 1 is its mean, and categories
 *       are true if they say so, in whatever case. Where a feature is both, all its values count.
 *   <li>Quantile: a value beyond a bound <em>at most</em> lies above it, beyond a bound <em>at least</em> below it.
 *   <li>Share of a value that a category's summary does not keep by name: 0 for a bound <em>at most</em>, and all it may be
 *       for a bound <em>at least</em>.
 *   <li>Mean: infinite values have none and are left out.
 *   <li>No values: {@link #NONE}.
 * </ul>
 *
 * @param values values of the feature
 * @param beyond how many of them speak against the limit; 0 for means
 * @param mean mean of the values, each taken as the simplest number of its bucket; 0 for other quantities
 * @param squares sum of the squared distances from that mean
 * @param lowest sum of the least that the values may be
 * @param highest sum of the most that they may be
 */
public record Reading(long values, long beyond, double mean, double squares, double lowest, double highest) {

    /** No events. */
    public static final Reading NONE = new Reading(0, 0, 0, 0, 0, 0);

    private static final double HALF = 0.5;
    private static final String TRUE = "true";

    /** Counts for a quantity that is a share. */
    public static Reading ofShare(long values, long beyond) {
        return new Reading(values, beyond, 0, 0, 0, 0);
    }

    /**
     * What a limit has to know of a pane.
     *
     * @param limit the limit
     * @param numbers the feature's numbers in the pane, or null
     * @param categories the feature's categories in the pane, or null
     */
    public static Reading of(LimitSpec limit, NumberSummary numbers, CategorySummary categories) {
        return switch (limit.quantity().kind()) {
            case MEAN -> numbers == null ? NONE : meanOf(numbers);
            case QUANTILE -> numbers == null ? NONE : beyond(limit, numbers);
            case SHARE -> categories == null ? NONE : share(limit, categories);
            case RATE -> rate(limit, numbers, categories);
        };
    }

    private static Reading meanOf(NumberSummary numbers) {
        Reading all = NONE;
        for (NumberSummary.Bucket bucket : numbers.buckets()) {
            if (Double.isFinite(bucket.lowest()) && Double.isFinite(bucket.highest())) {
                all = all.plus(new Reading(
                        bucket.count(),
                        0,
                        bucket.nearestToZero(),
                        0,
                        bucket.count() * bucket.lowest(),
                        bucket.count() * bucket.highest()));
            }
        }
        return all;
    }

    private static Reading beyond(LimitSpec limit, NumberSummary numbers) {
        boolean atMost = limit.side() == Side.AT_MOST;
        long beyond = 0;
        for (NumberSummary.Bucket bucket : numbers.buckets()) {
            if (atMost ? bucket.lowest() > limit.bound() : bucket.highest() < limit.bound()) {
                beyond += bucket.count();
            }
        }
        return ofShare(numbers.count(), beyond);
    }

    private static Reading share(LimitSpec limit, CategorySummary categories) {
        String value = limit.quantity().value();
        long hits = categories.count(value);
        if (limit.side() == Side.AT_MOST) {
            return ofShare(categories.count(), hits);
        }
        long possible = categories.isExact(value) ? hits : hits + categories.other();
        return ofShare(categories.count(), categories.count() - possible);
    }

    private static Reading rate(LimitSpec limit, NumberSummary numbers, CategorySummary categories) {
        long values = 0;
        long hits = 0;
        if (numbers != null) {
            values += numbers.count();
            for (NumberSummary.Bucket bucket : numbers.buckets()) {
                hits += bucket.lowest() >= HALF ? bucket.count() : 0;
            }
        }
        if (categories != null) {
            values += categories.count();
            for (var entry : categories.counts().entrySet()) {
                hits += isTrue(entry.getKey()) ? entry.getValue() : 0;
            }
        }
        return ofShare(values, limit.side() == Side.AT_MOST ? hits : values - hits);
    }

    /** Whether a number counts as true in a rate. */
    public static boolean isTrue(double number) {
        return number >= HALF;
    }

    /** Whether a category's value counts as true in a rate. */
    public static boolean isTrue(String value) {
        return value.toLowerCase(Locale.ROOT).equals(TRUE);
    }

    /** These events and others. Adding in another order changes a mean's last digits, so panes are added by time. */
    public Reading plus(Reading other) {
        if (values == 0 || other.values == 0) {
            return values == 0 ? other : this;
        }
        long both = values + other.values;
        double step = other.mean - mean;
        double share = (double) other.values / both;
        return new Reading(
                both,
                beyond + other.beyond,
                mean + step * share,
                squares + other.squares + step * step * values * share,
                lowest + other.lowest,
                highest + other.highest);
    }

    /** The mean for {@link Kind#MEAN}; for all other quantities the share beyond. There must be values. */
    double level(Kind kind) {
        return kind == Kind.MEAN ? mean : (double) beyond / values;
    }
}
