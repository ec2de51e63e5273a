/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import java.util.Optional;

/**
 * What is remembered of how soon changes would be seen.
 *
 * @param hour the hour of the newest pane, hours since the epoch
 * @param due whether a reference has been calibrated since the last probe
 * @param last what the last probe gave, if there was one
 */
public record DetectabilityState(long hour, boolean due, Optional<Detectability> last) {

    /** The state before the first pane. */
    public static final DetectabilityState INITIAL = new DetectabilityState(Long.MIN_VALUE, false, Optional.empty());
}
