/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import java.time.Duration;
import java.util.Optional;

/** What came of one request. */
sealed interface Answer {

    /** The endpoint has it. */
    record Accepted() implements Answer {}

    /**
     * The endpoint will never take this one.
     *
     * @param reason for people, without secrets
     */
    record Refused(String reason) implements Answer {}

    /**
     * It takes nothing as things are, whatever the alert: somebody must put the target, or what is known of it, right.
     *
     * @param reason for people, without secrets
     */
    record Misconfigured(String reason) implements Answer {}

    /**
     * It may work later.
     *
     * @param reason for people, without secrets
     * @param retryAfter what the endpoint asked for
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Answer {

        Unavailable(String reason) {
            this(reason, Optional.empty());
        }
    }
}
