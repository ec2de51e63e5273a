/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

import io.leeway.stats.sketch.Exemplar;

/**
 * An event that shows the change.
 *
 * @param exemplar the event
 * @param score how much nearer the event is to what became frequent than to what became rare:
 *     ⟨φ(x) − (μ_window + μ_reference)/2, μ_window − μ_reference⟩, its negative for GONE; 1 for a missing or unseen value
 * @param role what it stands for
 */
public record Witness(Exemplar exemplar, double score, Role role) {

    /** What an event stands for. */
    public enum Role {
        /** A kind of event that has become more frequent. */
        NEW,
        /** A kind of event that has become rarer. */
        GONE
    }
}
