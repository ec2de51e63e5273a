/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.corpus;

import java.util.Objects;
import java.util.Optional;

/**
 * An agent's corpus as it is in force.
 *
 * @param items how many items were kept when it came into force
 * @param since event time from which on it is in force, epoch milliseconds
 * @param coverage what it covers; empty if it has fewer than {@link CorpusCoverage#FEWEST} items
 */
public record Corpus(int items, long since, Optional<CorpusCoverage> coverage) {

    /** Checks that there is an answer. */
    public Corpus {
        Objects.requireNonNull(coverage, "coverage");
    }
}
