/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one pass over a text counts, redaction tokens skipped.
 *
 * <p>A combining mark or format character (a variation selector, a joiner) counts as what it follows: part of the letter,
 * or not.
 */
final class TextScan {

    /** Scripts that put no spaces between words. */
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** The first code point of any of them (Thai), so that the script of most letters need not be looked up. */
    private static final int FIRST_UNSPACED = 0x0E00;

    private static final String ASCII_SYMBOLS = "$+<=>^`|~";
    private static final int ASCII_END = 0x80;
    private static final int OUTSIDE = -1;

    private final String text;
    private int codePoints;
    private int visible;
    private int letters;
    private int upperCase;
    private int lowerCase;
    private int digits;
    private int punctuation;
    private int nonAscii;
    private int words;
    private int functionWords;

    private boolean afterLetter;
    private int wordStart = OUTSIDE;
    private boolean markedWord;

    private TextScan(String text) {
        this.text = text;
    }

    static TextScan of(String text) {
        TextScan scan = new TextScan(text);
        for (int i = 0; i < text.length(); ) {
            int end = Redactions.end(text, i);
            if (end > i) {
                scan.endWord(i);
                scan.afterLetter = false;
                i = end;
            } else {
                int point = text.codePointAt(i);
                scan.add(point, i);
                i += Character.charCount(point);
            }
        }
        scan.endWord(text.length());
        return scan;
    }

    private void add(int point, int at) {
        codePoints++;
        if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
            endWord(at);
            afterLetter = false;
            return;
        }
        visible++;
        if (point >= ASCII_END) {
            nonAscii++;
        }
        int type = Character.getType(point);
        if (isAttached(type)) {
            letters += afterLetter ? 1 : 0;
            markedWord = true;
            return;
        }
        afterLetter = Character.isLetter(point);
        if (afterLetter) {
            addLetter(point, type, at);
        } else if (type == Character.DECIMAL_DIGIT_NUMBER) {
            digits++;
            continueWord(at);
        } else {
            punctuation += isPunctuation(point, type) ? 1 : 0;
            if (!isInnerApostrophe(point, at)) {
                endWord(at);
            }
        }
    }

    private void addLetter(int point, int type, int at) {
        letters++;
        if (type == Character.UPPERCASE_LETTER || type == Character.TITLECASE_LETTER) {
            upperCase++;
        } else if (type == Character.LOWERCASE_LETTER) {
            lowerCase++;
        }
        if (isUnspaced(point)) {
            endWord(at);
            words++;
        } else {
            continueWord(at);
        }
    }

    private void continueWord(int at) {
        if (wordStart == OUTSIDE) {
            wordStart = at;
            markedWord = false;
        }
    }

    private void endWord(int at) {
        if (wordStart != OUTSIDE) {
            words++;
            functionWords += FunctionWords.contain(text, wordStart, at, markedWord) ? 1 : 0;
            wordStart = OUTSIDE;
        }
    }

    private boolean isInnerApostrophe(int point, int at) {
        boolean apostrophe = point == '\'' || point == '\u2019';
        if (!apostrophe || wordStart == OUTSIDE || at + 1 == text.length()) {
            return false;
        }
        int next = text.codePointAt(at + 1);
        return Character.isLetterOrDigit(next) && !isUnspaced(next);
    }

    /** Whether a letter is of a script that puts no spaces between words. */
    static boolean isUnspaced(int point) {
        return point >= FIRST_UNSPACED && UNSPACED.contains(UnicodeScript.of(point));
    }

    /** Whether a character of this general category belongs to the letter before it. */
    static boolean isAttached(int type) {
        return switch (type) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int point, int type) {
        return switch (type) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> point < ASCII_END && ASCII_SYMBOLS.indexOf(point) >= 0;
        };
    }

    /** Code points, white space included. */
    int codePoints() {
        return codePoints;
    }

    /** Code points that are not white space. */
    int visible() {
        return visible;
    }

    int nonLetters() {
        return visible - letters;
    }

    /** Letters in upper case or title case. */
    int upperCase() {
        return upperCase;
    }

    /** Letters that are in one case and have another. */
    int cased() {
        return upperCase + lowerCase;
    }

    int digits() {
        return digits;
    }

    int punctuation() {
        return punctuation;
    }

    int nonAscii() {
        return nonAscii;
    }

    int words() {
        return words;
    }

    int functionWords() {
        return functionWords;
    }
}
