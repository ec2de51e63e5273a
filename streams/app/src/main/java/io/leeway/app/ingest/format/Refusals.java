/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;

/** Short forms of refusals. */
final class Refusals {

    private Refusals() {}

    static BadEventException unparsable(String message) {
        return new BadEventException(Reason.UNPARSABLE, message);
    }

    static BadEventException tooLarge(String message) {
        return new BadEventException(Reason.TOO_LARGE, message);
    }
}
