/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import io.leeway.app.alert.CloudEvents;
import io.leeway.schemas.DriftAlert;

/**
 * One transition of an alert on its way to a target.
 *
 * @param key the key of its record
 * @param alert the alert in full
 */
record Delivery(String key, DriftAlert alert) {

    /** The same at every attempt and after every restart, so that a receiver can drop what it has seen. */
    String idempotencyKey() {
        return CloudEvents.id(alert);
    }
}
