/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.registry;

import org.apache.kafka.common.KafkaException;

/**
 * The registry did not answer, or not with a schema, for longer than it was waited for. Not the fault of the record that needed
 * the schema: as a failure of Kafka it stops the thread, and the record is read again.
 */
public final class RegistryUnavailableException extends KafkaException {

    private static final long serialVersionUID = 1L;

    /** Says what happened last. */
    public RegistryUnavailableException(String message) {
        super(message);
    }
}
