/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text that say what it is about, and the pairs of them that stand side by side.
 *
 * <p>A word is a run of letters, digits and combining marks with apostrophes inside, in composed form (NFC) and lower case,
 * that has a letter and at least {@value #SHORTEST} characters and is no function word ({@link FunctionWords}). In scripts that
 * put no spaces between words every letter is one; Chinese characters alone count, those of the other scripts only in pairs,
 * which are written without a space. Redaction tokens and a word that an excerpt was cut in are left out. A pair needs two
 * words with nothing but white space, or one hyphen, between them.
 */
final class Phrases {

    private static final int SHORTEST = 2;

    /** The ASCII one, and those of Unicode that are nothing else. */
    private static final String HYPHENS = "-\u2010\u2011";

    private final String text;
    private final List<String> found = new ArrayList<>();
    private String before;
    private boolean beforeUnspaced;

    private Phrases(String text) {
        this.text = text;
    }

    /** Words and pairs, as often as they occur, in the order in which they end. */
    static List<String> of(String text) {
        Phrases phrases = new Phrases(text);
        phrases.read();
        return phrases.found;
    }

    private void read() {
        for (int i = 0; i < text.length(); ) {
            int redacted = Redactions.end(text, i);
            int point = text.codePointAt(i);
            if (redacted > i) {
                before = null;
                i = redacted;
            } else if (TextScan.isUnspaced(point)) {
                int end = i + Character.charCount(point);
                add(text.substring(i, end), true);
                i = end;
            } else if (Character.isLetterOrDigit(point)) {
                int end = endOfWord(i);
                addSpaced(i, end);
                i = end;
            } else {
                int end = i + Character.charCount(point);
                boolean blank = Character.isWhitespace(point) || Character.isSpaceChar(point);
                if (!blank && !isInnerHyphen(point, i, end)) {
                    before = null;
                }
                i = end;
            }
        }
    }

    private boolean isInnerHyphen(int point, int start, int end) {
        return HYPHENS.indexOf(point) >= 0
                && start > 0
                && isPart(text.codePointBefore(start))
                && end < text.length()
                && Character.isLetterOrDigit(text.codePointAt(end));
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            boolean apostrophe = (point == '\'' || point == '\u2019')
                    && end + 1 < text.length()
                    && Character.isLetterOrDigit(text.codePointAt(end + 1));
            if (!apostrophe && (!isPart(point) || TextScan.isUnspaced(point))) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static boolean isPart(int point) {
        return Character.isLetterOrDigit(point) || TextScan.isAttached(Character.getType(point));
    }

    private void addSpaced(int start, int end) {
        boolean cut = end == text.length() - 1 && text.charAt(end) == Excerpt.MORE;
        String word = Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'');
        boolean tells = !cut
                && word.codePointCount(0, word.length()) >= SHORTEST
                && word.codePoints().anyMatch(Character::isLetter)
                && !FunctionWords.contain(word, 0, word.length(), false);
        if (tells) {
            add(word, false);
        } else {
            before = null;
        }
    }

    private void add(String word, boolean unspaced) {
        if (!unspaced || UnicodeScript.of(word.codePointAt(0)) == UnicodeScript.HAN) {
            found.add(word);
        }
        if (before != null) {
            found.add(before + (unspaced && beforeUnspaced ? "" : " ") + word);
        }
        before = word;
        beforeUnspaced = unspaced;
    }
}
