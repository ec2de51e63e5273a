/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

/**
 * Makes any Java string safe to hand to native code: well-formed Unicode of bounded length.
 *
 * <ul>
 *   <li>An unpaired surrogate becomes U+FFFD, as every UTF-8 encoder would have it; it has no encoding of its own.
 *   <li>U+0000 becomes U+FFFD too, since it ends a string for native code.
 *   <li>What follows the first {@value #CHARS_PER_TOKEN} characters per token read is dropped, so that a text of many
 *       megabytes costs no more than a long one. Tokens average four or five characters, so this alters only a text that
 *       reaches its last token beyond that, for instance one padded with thousands of blanks.
 * </ul>
 *
 * @param maxChars characters (UTF-16 units) kept, at least 1
 */
record TextBounds(int maxChars) {

    static final int CHARS_PER_TOKEN = 64;

    private static final char REPLACEMENT = '\uFFFD';

    static TextBounds forTokens(int maxTokens) {
        return new TextBounds(Math.multiplyExact(maxTokens, CHARS_PER_TOKEN));
    }

    String apply(String text) {
        String bounded = text.length() <= maxChars ? text : text.substring(0, lengthKept(text));
        int bad = firstBad(bounded);
        return bad < 0 ? bounded : replaceFrom(bounded, bad);
    }

    /** One less than allowed when the cut would split a surrogate pair. */
    private int lengthKept(String text) {
        boolean splits =
                Character.isHighSurrogate(text.charAt(maxChars - 1)) && Character.isLowSurrogate(text.charAt(maxChars));
        return splits ? maxChars - 1 : maxChars;
    }

    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (isBad(point)) {
                return i;
            }
            i += Character.charCount(point);
        }
        return -1;
    }

    private static String replaceFrom(String text, int start) {
        StringBuilder repaired = new StringBuilder(text.length()).append(text, 0, start);
        for (int i = start; i < text.length(); ) {
            int point = text.codePointAt(i);
            repaired.appendCodePoint(isBad(point) ? REPLACEMENT : point);
            i += Character.charCount(point);
        }
        return repaired.toString();
    }

    private static boolean isBad(int point) {
        return point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
