/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.Optional;

/**
 * What an operator says about the cohorts of an agent.
 *
 * @param pair the two that are compared with each other, if there are any
 * @param by the category that is the cohort of events without one, if there is one
 * @param atMost how many cohorts of one agent are monitored
 * @param mix whether it is watched how events are divided among cohorts
 */
public record CohortSettings(Optional<Pair> pair, Optional<String> by, int atMost, boolean mix) {

    /**
     * Two cohorts that should be sent the same.
     *
     * @param control the one that is compared with
     * @param canary the one that is judged
     */
    public record Pair(String control, String canary) {

        /** Whether a cohort is one of the two. */
        public boolean has(String cohort) {
            return cohort.equals(control) || cohort.equals(canary);
        }
    }

    /** Nothing is compared, and no category is a cohort. */
    public static final CohortSettings NONE = new CohortSettings(Optional.empty(), Optional.empty(), 20, false);

    /** Whether a cohort is one of the two that are compared. */
    public boolean compares(String cohort) {
        return pair.filter(two -> two.has(cohort)).isPresent();
    }
}
