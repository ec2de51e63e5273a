/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of the limits of one feature beside the kept panes.
 *
 * @param state the incident and what leads to one
 * @param clumping for each limit, by name, how its events hang together
 */
public record LimitMemory(LimitState state, SortedMap<String, Clumping> clumping) {

    /** Nothing was seen. */
    public static final LimitMemory INITIAL = new LimitMemory(LimitState.INITIAL, Collections.emptySortedMap());

    /** Copies the map. */
    public LimitMemory {
        clumping = Collections.unmodifiableSortedMap(new TreeMap<>(clumping));
    }
}
