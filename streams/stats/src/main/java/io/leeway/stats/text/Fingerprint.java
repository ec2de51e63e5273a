/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What stands in place of an excerpt where texts may be counted but not read: {@value #PREFIX} and {@value #DIGITS} hexadecimal
 * digits, the same for equal texts. It has no words, so nothing is looked for in it.
 */
public final class Fingerprint {

    private static final String PREFIX = "hmac:";
    private static final int DIGITS = 16;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{" + DIGITS + "}");

    private Fingerprint() {}

    /**
     * The fingerprint with the first digits of a code.
     *
     * @throws IllegalArgumentException if the code has too few digits
     */
    public static String of(String hexadecimal) {
        if (hexadecimal.length() < DIGITS) {
            throw new IllegalArgumentException(
                    "a code of " + hexadecimal.length() + " digits, " + DIGITS + " are needed");
        }
        return PREFIX + hexadecimal.substring(0, DIGITS).toLowerCase(Locale.ROOT);
    }

    /** Whether an excerpt is one. */
    public static boolean is(String excerpt) {
        return FORM.matcher(excerpt).matches();
    }
}
