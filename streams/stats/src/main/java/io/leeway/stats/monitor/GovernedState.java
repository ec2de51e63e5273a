/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is remembered of operators' commands beside the references they changed.
 *
 * @param mutedUntil until when nobody is told of incidents that open, exclusive, or {@link #NEVER}
 * @param withheld families with an open incident that nobody was told of
 * @param handled identities of the newest commands, the oldest first
 */
public record GovernedState(long mutedUntil, Set<Family> withheld, List<String> handled) {

    /** No such time. */
    public static final long NEVER = Long.MIN_VALUE;

    /** No command has come yet. */
    public static final GovernedState INITIAL = new GovernedState(NEVER, Set.of(), List.of());

    /** Copies the collections. */
    public GovernedState {
        withheld = Collections.unmodifiableSet(new TreeSet<>(withheld));
        handled = List.copyOf(handled);
    }
}
