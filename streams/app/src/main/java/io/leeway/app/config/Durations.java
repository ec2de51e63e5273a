/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 90s}, {@code 20m}, {@code 1h30m}, {@code 7d}, or ISO-8601 ({@code PT1H30M}). */
public final class Durations {
    private static final Pattern SHORT_FORM = Pattern.compile("(-?)((?:\\d+(?:ms|[smhd]))+)");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhd])");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if the text is no duration or does not fit; the message holds the text
     */
    public static Duration parse(String text) {
        Matcher shortForm = SHORT_FORM.matcher(text);
        try {
            if (!shortForm.matches()) {
                return Duration.parse(text);
            }
            Duration sum = Duration.ZERO;
            Matcher part = PART.matcher(shortForm.group(2));
            while (part.find()) {
                sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            }
            return shortForm.group(1).isEmpty() ? sum : sum.negated();
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be a duration like 90s, 20m, 1h, 7d or ISO-8601 like PT1H30M", e);
        }
    }

    /** The shortest form that {@link #parse} reads back to the same duration, exact to the millisecond: {@code 1h30m}. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
