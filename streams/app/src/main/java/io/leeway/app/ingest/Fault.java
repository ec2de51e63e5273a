/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import io.leeway.app.ingest.BadEventException.Reason;

/**
 * A part of a record that cannot be used.
 *
 * @param element which part, counted from 0 in the order in which the record has them
 * @param reason why
 * @param message what is wrong with it, without quoting it
 */
public record Fault(int element, Reason reason, String message) {

    /** The fault of a part that was refused. */
    public static Fault of(int element, BadEventException refusal) {
        return new Fault(element, refusal.reason(), refusal.getMessage());
    }
}
