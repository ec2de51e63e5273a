/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.window.PaneEntry;

/**
 * What two cohorts sent in the same stretch of event time.
 *
 * @param control what the cohort sent that is compared with
 * @param canary what the cohort sent that is judged, from the same start to the same end
 */
record CohortPane(PaneEntry control, PaneEntry canary) {

    long start() {
        return control.start();
    }

    long end() {
        return control.end();
    }

    /** Events of the smaller side. */
    long smaller() {
        return Math.min(control.summary().events(), canary.summary().events());
    }

    PaneEntry of(CohortMonitor.Side side) {
        return side == CohortMonitor.Side.CONTROL ? control : canary;
    }

    /** Whether the two sides can be compared: their texts, if there are any, went through this map, and their limits are the same. */
    boolean speaks(String featureMap) {
        return speaks(control, featureMap)
                && speaks(canary, featureMap)
                && limits().equals(canary.summary().limits());
    }

    /** How much the panes of it keep. */
    SummaryLimits limits() {
        return control.summary().limits();
    }

    private static boolean speaks(PaneEntry side, String featureMap) {
        return side.summary().featureMap().map(featureMap::equals).orElse(true);
    }

    CohortPane withoutExemplars() {
        return new CohortPane(withoutExemplars(control), withoutExemplars(canary));
    }

    private static PaneEntry withoutExemplars(PaneEntry entry) {
        return new PaneEntry(entry.start(), entry.end(), entry.summary().withoutExemplars());
    }

    /** This one and a later one together. */
    CohortPane and(CohortPane later) {
        return new CohortPane(merged(control, later.control), merged(canary, later.canary));
    }

    static PaneEntry merged(PaneEntry earlier, PaneEntry later) {
        PaneSummary both = earlier.summary().copy();
        both.merge(later.summary());
        return new PaneEntry(earlier.start(), later.end(), both);
    }
}
