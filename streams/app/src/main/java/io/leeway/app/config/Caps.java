/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import io.leeway.stats.sketch.SummaryLimits;

/**
 * Bounds on what producers can make the service do.
 *
 * @param recordBytes a longer record is refused
 * @param eventsPerRecord of a record that holds more events, those beyond are refused
 * @param textLength so many characters of a text are read
 * @param names numbers, and categories, that are followed by name in a pane of an agent
 * @param values values of one category that are counted by themselves in a pane
 * @param agents streams of one input partition
 */
public record Caps(int recordBytes, int eventsPerRecord, int textLength, int names, int values, int agents) {

    /** No bound but those of panes. */
    public static final Caps NONE = new Caps(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            SummaryLimits.DEFAULTS.names(),
            SummaryLimits.DEFAULTS.categories(),
            Integer.MAX_VALUE);

    /** What one pane keeps. */
    public SummaryLimits summaryLimits() {
        SummaryLimits usual = SummaryLimits.DEFAULTS;
        return new SummaryLimits(names, usual.buckets(), values, usual.exemplars());
    }
}
