/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.util.Optional;

/**
 * The beginning of a text, fit to be shown in one line.
 *
 * <p>Runs of white space, control characters, line and paragraph separators and characters that change the direction of
 * writing become one space each, so that an excerpt can neither break a line nor rewrite what stands around it. Unpaired
 * surrogates become U+FFFD. A text that is longer than allowed is cut between code points and ends with {@code …}. Redaction
 * tokens ({@link Redactions}) are kept as they stand. Cost: linear in the excerpt, not in the text.
 */
public final class Excerpt {

    /** The largest excerpt there is, in code points. */
    public static final int LONGEST = 1_000;

    /** What an excerpt ends with if there is more. */
    static final char MORE = '\u2026';

    private static final int REPLACEMENT = 0xFFFD;

    /** White space may be any amount; nobody hides a text behind more of it than this. */
    private static final int READ_FOR_EACH = 16;

    private Excerpt() {}

    /**
     * The excerpt of a text; empty if nothing but white space and redactions would be in it.
     *
     * @param length how many code points it has at most, from 1 to {@value #LONGEST}
     * @throws IllegalArgumentException if {@code length} is out of range
     */
    public static Optional<String> of(String text, int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("length " + length + " is not between 1 and " + LONGEST);
        }
        StringBuilder excerpt = new StringBuilder();
        int points = 0;
        boolean gap = false;
        int lastStart = 0;
        int end = Math.min(text.length(), READ_FOR_EACH * length);
        boolean full = false;
        for (int i = 0; i < end && !full; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isGap(point)) {
                gap = points > 0;
                continue;
            }
            int needed = gap ? 2 : 1;
            if (points + needed > length) {
                full = true;
            } else {
                if (gap) {
                    excerpt.append(' ');
                }
                lastStart = excerpt.length();
                excerpt.appendCodePoint(isUnpaired(point) ? REPLACEMENT : point);
                points += needed;
                gap = false;
            }
        }
        boolean more = full || end < text.length();
        if (more && points > 0) {
            if (points == length) {
                excerpt.setLength(lastStart);
            }
            excerpt.append(MORE);
        }
        String shown = excerpt.toString();
        return hasContent(shown) ? Optional.of(shown) : Optional.empty();
    }

    private static boolean hasContent(String shown) {
        String rest = Redactions.removedFrom(shown);
        return rest.codePoints().anyMatch(point -> !Character.isWhitespace(point) && point != MORE);
    }

    private static boolean isGap(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || isDirection(point);
    }

    /** Marks, embeddings, overrides and isolates of the bidirectional algorithm. */
    private static boolean isDirection(int point) {
        return point == 0x061C
                || (point >= 0x200E && point <= 0x200F)
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isUnpaired(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
