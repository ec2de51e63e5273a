/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.window.LimitSpec;

/**
 * What one window says about one limit.
 *
 * @param limit the limit
 * @param window position of the window among the configured ones, 0 for the shortest
 * @param windowStart start of the window as it was used, epoch milliseconds
 * @param observed the quantity in the window
 * @param events values of the feature in the window, at least 1
 * @param effectiveEvents the number of independent values they are worth
 * @param beyond how many of the values speak against the limit: above a quantile's bound, or of the bounded kind; 0 for
 *     means
 * @param pValue probability of at least such an excess if the quantity were exactly at its bound, in [0, 1]
 * @param breached whether the bound is exceeded beyond sampling noise, on enough events
 * @param kept whether the observed quantity is within the bound
 */
public record LimitResult(
        LimitSpec limit,
        int window,
        long windowStart,
        double observed,
        long events,
        double effectiveEvents,
        long beyond,
        double pValue,
        boolean breached,
        boolean kept) {

    /** Fewer effective events than this say nothing about a bound. */
    public static final double LEAST_EFFECTIVE_EVENTS = 30;

    /** Whether the window holds enough effective events to be judged. */
    public boolean conclusive() {
        return effectiveEvents >= LEAST_EFFECTIVE_EVENTS;
    }
}
