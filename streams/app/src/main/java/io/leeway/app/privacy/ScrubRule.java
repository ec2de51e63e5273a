/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What is taken out of texts, and what stands there instead. Time is linear in the length of the text, whatever the pattern: a
 * user who knows it cannot write a text that takes for ever.
 *
 * @param name how the configuration names it, or its pattern
 * @param pattern what is looked for
 * @param replacement what stands there instead, as it is
 * @param narrowing which part of what was found is meant
 */
public record ScrubRule(String name, Pattern pattern, String replacement, Narrowing narrowing) {

    /** What stands in place of what a rule without a replacement of its own takes out. */
    public static final String SCRUBBED = "[SCRUBBED]";

    /** Looks at what a pattern found: a pattern sees how something is written, not whether its check digits are right. */
    @FunctionalInterface
    public interface Narrowing {

        /** Everything that was found is meant. */
        Narrowing ALL = (text, start, end) -> new Part(start, end);

        /** The part that is meant, or null if none is. */
        Part of(String text, int start, int end);
    }

    /**
     * A part of a text.
     *
     * @param start where it begins
     * @param end where it ends, exclusive
     */
    public record Part(int start, int end) {}

    /** The text without what this rule takes out; the same instance if there is nothing of it. */
    public String scrubbed(String text) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder rest = null;
        int copied = 0;
        int from = 0;
        while (from < text.length() && matcher.find(from)) {
            Part part = matcher.end() == matcher.start() ? null : narrowing.of(text, matcher.start(), matcher.end());
            if (part == null) {
                from = afterGroup(text, matcher.start(), matcher.end());
                continue;
            }
            rest = rest == null ? new StringBuilder(text.length()) : rest;
            rest.append(text, copied, part.start()).append(replacement);
            copied = part.end();
            from = part.end();
        }
        return rest == null ? text : rest.append(text, copied, text.length()).toString();
    }

    /** What is looked for may begin later in what was found: after the first run of letters and digits in it. */
    private static int afterGroup(String text, int start, int end) {
        int next = start;
        while (next < end && Character.isLetterOrDigit(text.charAt(next))) {
            next++;
        }
        return Math.max(start + 1, next);
    }
}
