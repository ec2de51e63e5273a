/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import io.leeway.app.privacy.ScrubRule.Part;
import java.util.function.IntPredicate;

/** Numbers whose check digits say whether they are what they look like. */
final class CheckDigits {

    private static final int CARD_SHORTEST = 13;
    private static final int CARD_LONGEST = 19;
    private static final int IBAN_SHORTEST = 15;
    private static final int IBAN_LONGEST = 34;
    /** Country and check digits, which are moved to the end. */
    private static final int IBAN_HEAD = 4;

    private static final int IBAN_MODULUS = 97;
    private static final int DECIMAL = 10;

    private CheckDigits() {}

    /** Whether a sequence of letters and digits is what is looked for. */
    private interface Check {
        boolean holds(CharSequence compact);
    }

    /**
     * The card number in a run of digits and separators, the longest of those that begin first: it has 13 to 19 digits, the
     * first from 2 to 6, and begins and ends where a group of digits does, so that a code written behind it is none of it.
     */
    static Part card(String text, int start, int end) {
        return longest(text, start, end, CARD_SHORTEST, CARD_LONGEST, c -> c >= '0' && c <= '9', CheckDigits::luhn);
    }

    /** The IBAN that begins at the start, the longest one; words behind it are none of it. */
    static Part iban(String text, int start, int end) {
        Part part =
                longest(text, start, end, IBAN_SHORTEST, IBAN_LONGEST, Character::isLetterOrDigit, CheckDigits::mod97);
        return part == null || part.start() == start ? part : null;
    }

    private static Part longest(String text, int start, int end, int least, int most, IntPredicate parts, Check check) {
        for (int from = start; from < end; from++) {
            if (!begins(text, from, parts)) {
                continue;
            }
            StringBuilder compact = new StringBuilder(most);
            Part found = null;
            for (int i = from; i < end && compact.length() < most; i++) {
                if (parts.test(text.charAt(i))) {
                    compact.append(text.charAt(i));
                }
                if (compact.length() >= least && ends(text, i, parts) && check.holds(compact)) {
                    found = new Part(from, i + 1);
                }
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean begins(String text, int at, IntPredicate parts) {
        return parts.test(text.charAt(at)) && (at == 0 || !parts.test(text.charAt(at - 1)));
    }

    private static boolean ends(String text, int at, IntPredicate parts) {
        return parts.test(text.charAt(at)) && (at + 1 == text.length() || !parts.test(text.charAt(at + 1)));
    }

    /** The check of card numbers (ISO/IEC 7812-1, annex B), and whether it begins as those that are issued do. */
    static boolean luhn(CharSequence digits) {
        if (digits.charAt(0) < '2' || digits.charAt(0) > '6') {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), DECIMAL);
            if (digit < 0) {
                return false;
            }
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted >= DECIMAL ? counted - DECIMAL + 1 : counted;
        }
        return sum % DECIMAL == 0;
    }

    /** The check of international bank account numbers (ISO 13616-1). */
    static boolean mod97(CharSequence letters) {
        int rest = 0;
        for (int i = 0; i < letters.length(); i++) {
            int value = Character.digit(letters.charAt((i + IBAN_HEAD) % letters.length()), Character.MAX_RADIX);
            if (value < 0) {
                return false;
            }
            rest = (rest * (value < DECIMAL ? DECIMAL : DECIMAL * DECIMAL) + value) % IBAN_MODULUS;
        }
        return rest == 1;
    }
}
