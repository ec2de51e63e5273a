/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.page;

import java.util.Locale;

/** Well-formed markup, written piece by piece; whatever is not a tag is escaped. Not thread-safe. */
public final class Markup {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();

    /** Opens an element, with attributes as name, value, name, value. */
    public Markup open(String element, Object... attributes) {
        tag(element, attributes).append('>');
        return this;
    }

    /** Closes an element. */
    public Markup close(String element) {
        text.append("</").append(element).append(">\n");
        return this;
    }

    /** An element without content. */
    public Markup empty(String element, Object... attributes) {
        tag(element, attributes).append("/>\n");
        return this;
    }

    /** An element with text. */
    public Markup element(String element, String content, Object... attributes) {
        return open(element, attributes).text(content).close(element);
    }

    /** Text. */
    public Markup text(String content) {
        text.append(escaped(content));
        return this;
    }

    /** What another writer has written. */
    public Markup raw(Markup other) {
        text.append(other.text);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private StringBuilder tag(String element, Object... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(value(attributes[i + 1])))
                    .append('"');
        }
        return text;
    }

    private static String value(Object value) {
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** A tenth of a pixel is enough. */
    public static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    /** Text as it may stand in a document. */
    public static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length());
        raw.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(character) ? character : REPLACEMENT);
            }
        });
        return safe.toString();
    }

    /** Control characters and surrogates are not characters of a document. */
    private static boolean allowed(int character) {
        if (character == '\n' || character == '\t') {
            return true;
        }
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean noncharacter = character == 0xFFFE || character == 0xFFFF;
        return !Character.isISOControl(character) && !surrogate && !noncharacter;
    }
}
