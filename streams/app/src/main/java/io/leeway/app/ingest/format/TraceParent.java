/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header of W3C Trace Context. */
public final class TraceParent {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private TraceParent() {}

    /** The trace in a text of that form; null if it has another one. */
    public static String traceId(String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches() ? matcher.group(1) : null;
    }
}
