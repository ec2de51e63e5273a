/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.decide.DetectorKey;

/**
 * A feature that moved.
 *
 * @param key the detector that says so most strongly
 * @param pValue smallest p-value over the feature's comparisons, times their number
 * @param effect effect of that comparison
 * @param before a typical value in the reference (median, or a share), NaN when the feature has none
 * @param after the same in the window
 * @param description the change in words
 */
public record Moved(DetectorKey key, double pValue, double effect, double before, double after, String description) {}
