/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

/** Stored bytes are cut short or say something no summary could have written. */
public final class CorruptSummaryException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    CorruptSummaryException(String message) {
        super(message);
    }
}
