/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.stats.sketch.PaneSummary;

/**
 * What one input partition has seen of one pane of one stream, so far. A later partial of the same pane and partition
 * replaces an earlier one, so that sending one twice changes nothing.
 *
 * @param source the partition the events came from
 * @param paneStart start of the pane, event time in epoch milliseconds
 * @param closedUpTo this partition will add nothing to the stream's panes that end at or before this time
 * @param fresh how many of the events were in no earlier partial
 * @param summary the events, all of them
 */
public record PartialPane(SourcePartition source, long paneStart, long closedUpTo, long fresh, PaneSummary summary) {}
