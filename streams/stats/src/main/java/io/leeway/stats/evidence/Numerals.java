/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same everywhere. */
public final class Numerals {

    private static final int SHARE_DIGITS = 2;
    private static final int DIGITS = 4;

    private Numerals() {}

    /** A share in percent, with two significant digits: {@code 15 %}. */
    public static String percent(double share) {
        return plain(100 * share, SHARE_DIGITS) + " %";
    }

    /** A number with four significant digits; infinities by name. */
    public static String rounded(double value) {
        return Double.isInfinite(value) ? Double.toString(value) : plain(value, DIGITS);
    }

    private static String plain(double value, int digits) {
        return new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }
}
