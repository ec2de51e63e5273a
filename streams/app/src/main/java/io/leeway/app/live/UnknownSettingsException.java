/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import org.apache.kafka.common.KafkaException;

/** It is not known what is in force. A fault of the service and of no record, so that processing stops and is tried again. */
public final class UnknownSettingsException extends KafkaException {

    UnknownSettingsException(String message) {
        super(message);
    }
}
