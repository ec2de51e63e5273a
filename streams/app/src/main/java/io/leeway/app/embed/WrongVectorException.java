/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import io.leeway.app.ingest.BadEventException;
import io.leeway.stats.sketch.Observation;

/**
 * A vector came along that cannot be compared. The record is refused, and what can be counted of it is not lost: its
 * numbers, its categories, and that there was such a vector.
 */
public final class WrongVectorException extends BadEventException {

    private static final long serialVersionUID = 1L;

    private final transient Observation observation;

    WrongVectorException(String message, Observation observation) {
        super(Reason.WRONG_EMBEDDING, message);
        this.observation = observation;
    }

    /** What can be counted of the event. */
    public Observation observation() {
        return observation;
    }
}
