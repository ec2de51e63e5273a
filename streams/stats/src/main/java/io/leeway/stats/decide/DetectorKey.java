/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import java.util.Comparator;

/**
 * One detector on one feature.
 *
 * @param feature {@code text}, {@code number:NAME} or {@code category:NAME}
 * @param detector what is compared
 */
public record DetectorKey(String feature, Detector detector) implements Comparable<DetectorKey> {

    /** The feature that is the embedding of an event's text. */
    public static final String TEXT = "text";

    /** Begins the name of a number's feature. */
    public static final String NUMBER = "number:";

    /** Begins the name of a category's feature. */
    public static final String CATEGORY = "category:";

    private static final Comparator<DetectorKey> ORDER =
            Comparator.comparing(DetectorKey::feature).thenComparing(DetectorKey::detector);

    /** What a detector compares, and the least effect worth an alert. */
    public enum Detector {
        /** Means of the kernel features of a text's embedding; effect: kernel shift (0 to about 1). */
        EMBEDDING(0.03),
        /** Cumulative distribution of a number on a ladder of quantiles; effect: root of the corrected distance. */
        LADDER(0.08),
        /** Shares of the known categories; effect: root of the corrected chi-square distance. */
        SHARES(0.08),
        /** Share of categories the reference has not seen; effect: excess share. */
        UNSEEN(0.01),
        /** Share of events without a value; effect: excess share. */
        MISSING(0.01);

        private final double effectGate;

        Detector(double effectGate) {
            this.effectGate = effectGate;
        }

        /** The smallest effect that may raise an alert. */
        public double effectGate() {
            return effectGate;
        }
    }

    /** Features whose changes belong to one incident: text, numbers, categories, or missing values of any of them. */
    public Family family() {
        if (detector == Detector.MISSING) {
            return Family.MISSING;
        }
        if (feature.startsWith(NUMBER)) {
            return Family.NUMBERS;
        }
        return feature.startsWith(CATEGORY) ? Family.CATEGORIES : Family.TEXT;
    }

    @Override
    public int compareTo(DetectorKey other) {
        return ORDER.compare(this, other);
    }
}
