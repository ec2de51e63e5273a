/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.decide.RunLength.Evidence;
import java.util.Comparator;

/**
 * One detector on one feature.
 *
 * @param feature {@code text}, {@code vectors}, {@code coverage}, {@code descriptor:NAME}, {@code number:NAME}, {@code category:NAME} or
 *     {@code joint}
 * @param detector what is compared
 */
public record DetectorKey(String feature, Detector detector) implements Comparable<DetectorKey> {

    /** The feature that is the embedding of an event's text. */
    public static final String TEXT = "text";

    /** The feature that is the vectors producers send in place of texts, whether they can be compared or not. */
    public static final String VECTORS = "vectors";

    /** The feature that is how far an event's text is from the agent's corpus. */
    public static final String COVERAGE = "coverage";

    /** Begins the name of a feature that is measured on a text, such as its length. */
    public static final String DESCRIPTOR = "descriptor:";

    /** The feature that is all numbers and categories of an event together. */
    public static final String JOINT = "joint";

    /** Begins the name of a number's feature. */
    public static final String NUMBER = "number:";

    /** Begins the name of a category's feature. */
    public static final String CATEGORY = "category:";

    /** The category that says of an agent's events which of its cohorts they belong to. */
    public static final String COHORT_NAME = "cohort";

    /** Its feature. */
    public static final String COHORT = CATEGORY + COHORT_NAME;

    private static final Comparator<DetectorKey> ORDER =
            Comparator.comparing(DetectorKey::feature).thenComparing(DetectorKey::detector);

    /** What a detector compares, and the least effect worth an alert. */
    public enum Detector {
        /** Means of the kernel features of a text's embedding; effect: kernel shift (0 to about 1). */
        EMBEDDING(0.03, Evidence.MEANS),
        /** The same means where the directions in which the agent normally moves count less; effect: kernel shift. */
        SPECTRAL(0.03, Evidence.FITTED_MEANS),
        /** Share of texts farther from all topics of the reference than 95 % of its own; effect: excess share. */
        NOVEL_95(0.02, Evidence.NOVELTY),
        /** Share of texts farther from all topics of the reference than 99 % of its own; effect: excess share. */
        NOVEL_99(0.01, Evidence.NOVELTY),
        /** Share of texts far from everything the agent's corpus covers; effect: excess share. */
        COVERAGE(0.05, Evidence.SHARES),
        /** Means of the kernel features of numbers and categories together; effect: kernel shift. */
        JOINT(0.03, Evidence.FITTED_MEANS),
        /** Cumulative distribution of a number on a ladder of quantiles; effect: root of the corrected distance. */
        LADDER(0.08, Evidence.MEANS),
        /** Shares of a number between the deciles of the reference; effect: root of the corrected chi-square distance. */
        DECILES(0.08, Evidence.MEANS),
        /** Share of values above the reference's 99 % quantile; effect: excess share. */
        TAIL(0.01, Evidence.SHARES),
        /** Shares of the known categories; effect: root of the corrected chi-square distance. */
        SHARES(0.08, Evidence.MEANS),
        /** Share of categories the reference has not seen; effect: excess share. */
        UNSEEN(0.01, Evidence.SHARES),
        /** Share of events without a value; effect: excess share. */
        MISSING(0.01, Evidence.SHARES),
        /** Identities of feature maps, which are equal or not: no test, and nothing of the budget; effect: 1 if not. */
        IDENTITY(1, Evidence.SHARES),
        /** Share of events with a vector that cannot be compared: no test, and nothing of the budget; effect: the share. */
        MISMATCHED(0.01, Evidence.SHARES);

        private final double effectGate;
        private final Evidence evidence;

        Detector(double effectGate, Evidence evidence) {
            this.effectGate = effectGate;
            this.evidence = evidence;
        }

        /** What it compares. */
        public Evidence evidence() {
            return evidence;
        }

        /** Whether it sees the samples that panes keep, not all their events. */
        public boolean sampled() {
            return this == NOVEL_95 || this == NOVEL_99 || this == COVERAGE || this == JOINT;
        }

        /** The smallest effect that may raise an alert. */
        public double effectGate() {
            return effectGate;
        }
    }

    /** Features whose changes belong to one incident: text, numbers, categories, all together, coverage, or missing values. */
    public Family family() {
        if (detector == Detector.MISSING) {
            return Family.MISSING;
        }
        if (detector == Detector.IDENTITY || detector == Detector.MISMATCHED) {
            return Family.EMBEDDING;
        }
        if (feature.startsWith(NUMBER)) {
            return Family.NUMBERS;
        }
        if (feature.equals(COVERAGE)) {
            return Family.COVERAGE;
        }
        if (feature.equals(JOINT)) {
            return Family.JOINT;
        }
        return feature.startsWith(CATEGORY) ? Family.CATEGORIES : Family.TEXT;
    }

    @Override
    public int compareTo(DetectorKey other) {
        return ORDER.compare(this, other);
    }
}
