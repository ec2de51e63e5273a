/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mergeable summaries of observations: what a pane keeps, and all that crosses the network.
 *
 * <p>Every summary is exact under merging (see {@link io.leeway.stats.sketch.Summary}). Sums are fixed-point integers;
 * limits on memory are met by dropping what a fixed hash puts last, never by what happened to come late, so a limit
 * cannot make the result depend on order or on how the observations were split.
 */
package io.leeway.stats.sketch;
