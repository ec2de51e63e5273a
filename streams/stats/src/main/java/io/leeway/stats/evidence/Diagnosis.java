/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.sketch.Exemplar;
import java.util.List;
import java.util.Optional;

/**
 * What a change is, beyond that there is one.
 *
 * @param kind what sort of change
 * @param cause a technical cause, if one was found
 * @param blame how it is shared among texts, numbers and categories
 * @param topics topics whose share changed, the largest change first
 * @param strongestAt end of the pane at which the shortest window showed the smallest p-value, epoch milliseconds
 * @param first the earliest of the events that show the new kind, if there is one
 */
public record Diagnosis(
        Kind kind, Optional<Cause> cause, Blame blame, List<Topic> topics, long strongestAt, Optional<Exemplar> first) {

    /** Copies the list. */
    public Diagnosis {
        topics = List.copyOf(topics);
    }
}
