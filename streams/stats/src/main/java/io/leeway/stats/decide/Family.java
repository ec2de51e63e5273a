/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Locale;

/** A detector family: the unit that has at most one open incident. */
public enum Family {
    /** The meaning and the look of texts. */
    TEXT,
    /** The distribution of numbers. */
    NUMBERS,
    /** The shares of categories. */
    CATEGORIES,
    /** Values that are absent, redacted or not numbers. */
    MISSING,
    /** How much of what is asked the agent's corpus covers. */
    COVERAGE,
    /** How numbers and categories depend on each other; comes last, as it is only news while each of them is quiet. */
    JOINT,
    /** How texts are embedded: incidents of a changed feature map, and of vectors of another one, which no test decides. */
    EMBEDDING;

    /** Whether it is about texts, in one way or another. */
    public boolean ofTexts() {
        return this == TEXT || this == COVERAGE;
    }

    /** The family's name in keys, reports and alerts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
