/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embedded;

/** The embedded broker cannot be started or stopped; the message says why and what to do. */
public final class EmbeddedKafkaException extends RuntimeException {
    EmbeddedKafkaException(String message) {
        super(message);
    }

    EmbeddedKafkaException(String message, Throwable cause) {
        super(message, cause);
    }
}
