/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.decide.Tested;
import java.util.List;

/**
 * What an alert rests on.
 *
 * @param strongest the strongest comparison of the family
 * @param windowEnd end of the window, epoch milliseconds
 * @param reference the span and size of what it was compared with
 * @param provisional whether the reference is too small for the false-alarm budget to be relied on
 * @param moved the features that moved, strongest first
 * @param witnesses events that show it: new kinds first, then those that became rarer
 * @param diagnosis what the change is
 */
public record Evidence(
        Tested strongest,
        long windowEnd,
        ReferenceSize reference,
        boolean provisional,
        List<Moved> moved,
        List<Witness> witnesses,
        Diagnosis diagnosis) {

    /** Copies the lists. */
    public Evidence {
        moved = List.copyOf(moved);
        witnesses = List.copyOf(witnesses);
    }

    /**
     * The span and size of a reference.
     *
     * @param name {@code trailing} or {@code pinned}
     * @param start epoch milliseconds
     * @param end epoch milliseconds
     * @param events events in it
     * @param entries panes, or coarser entries, it is made of
     */
    public record ReferenceSize(String name, long start, long end, long events, int entries) {}
}
