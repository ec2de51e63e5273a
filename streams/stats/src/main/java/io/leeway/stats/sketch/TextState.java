/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/** What became of the text of an event. */
public enum TextState {
    /** There was a text, and its vector is part of the observation. */
    PRESENT,
    /** The event carried no text. */
    MISSING,
    /** The text was removed before it reached the service, so there is nothing to embed. */
    REDACTED,
    /** A vector came along that cannot be compared: it is of another model, or of another length. */
    MISMATCHED
}
