/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.sketch.Exemplar;
import java.util.List;

/**
 * A topic whose share of the texts changed.
 *
 * @param change in which direction
 * @param cluster number of the topic in the reference's codebook; −1 for texts that belong to none of its topics
 * @param before its share in the reference, in [0, 1]
 * @param after its share in the window, in [0, 1]
 * @param pValue two-sided p-value of the change
 * @param typical texts that stand for it, the most typical first
 * @param terms words and phrases that tell it from the others, the most telling first; empty without excerpts
 */
public record Topic(
        Change change,
        int cluster,
        double before,
        double after,
        double pValue,
        List<Exemplar> typical,
        List<String> terms) {

    /** The number of what belongs to no topic. */
    public static final int NONE = -1;

    /** In which direction a topic changed. */
    public enum Change {
        /** A topic of the reference has a larger share. */
        GREW,
        /** A topic of the reference has a smaller share. */
        SHRANK,
        /** More texts than before are farther from all topics of the reference than 95 % of its own texts. */
        NEW
    }

    /** Copies the lists. */
    public Topic {
        typical = List.copyOf(typical);
        terms = List.copyOf(terms);
    }

    /** The same topic with the terms that tell it. */
    public Topic withTerms(List<String> telling) {
        return new Topic(change, cluster, before, after, pValue, typical, telling);
    }
}
