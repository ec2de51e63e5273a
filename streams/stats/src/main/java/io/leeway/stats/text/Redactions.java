/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

/**
 * The tokens that redaction leaves in a text, so that what stands for a secret is not measured as if a user had typed it.
 *
 * <p>A redaction token is one of
 *
 * <ul>
 *   <li>a name in double underscores, {@code __REDACTED__} or {@code __CARD_NUMBER__};
 *   <li>a name in square or angle brackets, {@code [NAME]} or {@code <EMAIL-1>};
 *   <li>a run of three or more asterisks.
 * </ul>
 *
 * <p>A name is an ASCII capital followed by capitals, digits, single underscores and hyphens, {@value #SHORTEST} to
 * {@value #LONGEST} characters in all, or the word {@code redacted} in any case. Names of log levels in brackets look the
 * same and are taken for redactions too. Cost: constant for each character, no look-ahead beyond the longest name.
 */
public final class Redactions {

    private static final String REDACTED = "redacted";
    private static final String UNDERSCORES = "__";
    private static final int SHORTEST = 2;
    private static final int LONGEST = 40;
    private static final int ASTERISKS = 3;

    private Redactions() {}

    /** The text with a space for every redaction token; the same instance if it has none. */
    public static String removedFrom(String text) {
        StringBuilder rest = null;
        int copied = 0;
        for (int i = 0; i < text.length(); ) {
            int end = end(text, i);
            if (end == i) {
                i++;
                continue;
            }
            rest = rest == null ? new StringBuilder(text.length()) : rest;
            rest.append(text, copied, i).append(' ');
            copied = end;
            i = end;
        }
        return rest == null ? text : rest.append(text, copied, text.length()).toString();
    }

    /** Where the redaction token ends that starts at {@code start}, or {@code start} if none does. */
    static int end(String text, int start) {
        return switch (text.charAt(start)) {
            case '[' -> endOfNamed(text, start, start + 1, "]");
            case '<' -> endOfNamed(text, start, start + 1, ">");
            case '_' ->
                text.startsWith(UNDERSCORES, start)
                        ? endOfNamed(text, start, start + UNDERSCORES.length(), UNDERSCORES)
                        : start;
            case '*' -> endOfAsterisks(text, start);
            default -> start;
        };
    }

    private static int endOfNamed(String text, int start, int name, String closing) {
        int end = endOfName(text, name);
        return end > name && text.startsWith(closing, end) ? end + closing.length() : start;
    }

    private static int endOfName(String text, int name) {
        if (text.regionMatches(true, name, REDACTED, 0, REDACTED.length())) {
            int end = name + REDACTED.length();
            if (end == text.length() || !continuesName(text, end)) {
                return end;
            }
        }
        if (name == text.length() || !isCapital(text.charAt(name))) {
            return name;
        }
        int limit = Math.min(text.length(), name + LONGEST + 1);
        int end = name + 1;
        while (end < limit && continuesName(text, end)) {
            end++;
        }
        int length = end - name;
        return length >= SHORTEST && length <= LONGEST ? end : name;
    }

    private static boolean continuesName(String text, int at) {
        char c = text.charAt(at);
        boolean closing = text.startsWith(UNDERSCORES, at);
        return isCapital(c) || (c >= '0' && c <= '9') || c == '-' || (c == '_' && !closing);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static int endOfAsterisks(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '*') {
            end++;
        }
        return end - start >= ASTERISKS ? end : start;
    }
}
