/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.math.BigDecimal;

/**
 * A bound on one quantity of one feature, whatever the past was like.
 *
 * @param feature the name of the number or category in the events
 * @param quantity what of its values is bounded
 * @param side on which side of the bound the quantity has to stay
 * @param bound the last value that is allowed; a share for rates and shares
 */
public record LimitSpec(String feature, Quantity quantity, Side side, double bound) {

    /**
     * Checks that the bound is finite and, for rates and shares, strictly between 0 and 1: a bound of exactly 0 or 1 would
     * be broken by any single event.
     */
    public LimitSpec {
        boolean share = quantity.kind() == Kind.RATE || quantity.kind() == Kind.SHARE;
        if (!Double.isFinite(bound) || (share && !(bound > 0 && bound < 1))) {
            throw new IllegalArgumentException("the bound of " + quantity.label() + " of " + feature + " is " + bound
                    + " but must be " + (share ? "above 0 and below 1" : "finite"));
        }
    }

    /** Tells the limits of one feature apart: {@code p99 at most}. Does not change with the bound. */
    public String name() {
        return quantity.label() + " " + side.words();
    }

    /** The side that is allowed. */
    public enum Side {
        /** The quantity must not exceed the bound. */
        AT_MOST("at most"),
        /** The quantity must not fall below the bound. */
        AT_LEAST("at least");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        /** {@code at most} or {@code at least}. */
        public String words() {
            return words;
        }
    }

    /** Sorts of quantities. */
    public enum Kind {
        /** Arithmetic mean of a number. */
        MEAN,
        /** Share of values that are true. */
        RATE,
        /** Share of one value of a category. */
        SHARE,
        /** Quantile of a number. */
        QUANTILE
    }

    /**
     * What of a feature's values is bounded.
     *
     * @param kind the sort
     * @param value for a share, the category's value; otherwise empty
     * @param percent for a quantile, the percentage of values up to it, between 0 and 100; otherwise 0
     */
    public record Quantity(Kind kind, String value, double percent) {

        /** Checks that a quantile has a percentage above 0 and below 100. */
        public Quantity {
            if (kind == Kind.QUANTILE && !(percent > 0 && percent < 100)) {
                throw new IllegalArgumentException("p" + percent + " must be above p0 and below p100");
            }
        }

        /** The mean. */
        public static Quantity mean() {
            return new Quantity(Kind.MEAN, "", 0);
        }

        /** The share of values that are true: numbers from one half on, and categories that say {@code true}. */
        public static Quantity rate() {
            return new Quantity(Kind.RATE, "", 0);
        }

        /** The share of one value of a category. */
        public static Quantity share(String value) {
            return new Quantity(Kind.SHARE, value, 0);
        }

        /** The quantile below which {@code percent} of the values lie. */
        public static Quantity quantile(double percent) {
            return new Quantity(Kind.QUANTILE, "", percent);
        }

        /** For people: {@code mean}, {@code rate}, {@code share of refused}, {@code p99.9}. */
        public String label() {
            return switch (kind) {
                case MEAN -> "mean";
                case RATE -> "rate";
                case SHARE -> "share of " + value;
                case QUANTILE ->
                    "p" + BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
            };
        }
    }
}
