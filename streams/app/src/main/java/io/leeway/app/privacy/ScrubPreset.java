/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import com.google.re2j.Pattern;
import io.leeway.app.privacy.ScrubRule.Narrowing;
import io.leeway.app.privacy.ScrubRule.Part;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What may be taken out of texts by name. Each leaves a token that is known as a redaction. */
public enum ScrubPreset {
    /** Mail addresses. */
    EMAIL("[\\p{L}\\p{N}._%+\\-]+@(?:[\\p{L}\\p{N}\\-]+\\.)+\\p{L}{2,24}"),
    /**
     * Telephone numbers that are written as such: with a plus or two zeros and a country, with an area code in parentheses, or
     * 3, 3 and 4 digits. Other digits may be anything, and stay.
     */
    PHONE("(?:\\+[1-9]|\\b00[1-9]\\d{0,2}[ \\-./])(?:[ \\-./()]{0,2}\\d){6,13}\\b"
            + "|\\(0?\\d{2,5}\\)[ \\-/]{0,2}\\d(?:[ \\-/]?\\d){4,9}\\b"
            + "|\\b\\d{3}[\\-. ]\\d{3}[\\-. ]\\d{4}\\b"),
    /** Numbers of payment cards. */
    CARD("\\d(?:[ \\x{00A0}.\\-]?\\d){12,36}"),
    /** International bank account numbers. */
    IBAN("(?i)\\b[a-z]{2}\\d{2}(?:[ \\x{00A0}\\-]?[a-z0-9]{1,4}){3,10}\\b"),
    /** Internet addresses, version 4 and version 6. */
    IP("(?i)\\b(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\b"
            + "|\\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\\b"
            + "|\\b(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}\\b");

    private static final Map<ScrubPreset, ScrubRule> RULES = new EnumMap<>(ScrubPreset.class);

    static {
        for (ScrubPreset preset : values()) {
            RULES.put(
                    preset,
                    new ScrubRule(
                            preset.name().toLowerCase(Locale.ROOT),
                            Pattern.compile(preset.pattern),
                            "[" + preset.name() + "]",
                            preset.narrowing()));
        }
    }

    private final String pattern;

    ScrubPreset(String pattern) {
        this.pattern = pattern;
    }

    /** What is taken out and what stands there instead. */
    public ScrubRule rule() {
        return RULES.get(this);
    }

    private Narrowing narrowing() {
        return switch (this) {
            case CARD -> CheckDigits::card;
            case IBAN -> CheckDigits::iban;
            case IP -> ScrubPreset::withDigit;
            case EMAIL, PHONE -> Narrowing.ALL;
        };
    }

    /** Words joined by two colons look like a short address, but few of them have digits. */
    private static Part withDigit(String text, int start, int end) {
        return text.substring(start, end).chars().anyMatch(c -> c >= '0' && c <= '9') ? new Part(start, end) : null;
    }
}
