/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

/** What a consumer of the alerts topic needs. */
public final class DriftAlerts {
    private DriftAlerts() {}

    /**
     * The alert in the value of a Kafka record, whether the service writes Avro or JSON.
     *
     * @param value the value of the record, not null (a null value is the end of a compacted key, not an alert)
     * @return the alert
     * @throws UndecodableRecordException if the bytes are not an alert, or are written with a schema newer than this jar
     */
    public static DriftAlert read(byte[] value) {
        return Records.DRIFT_ALERT.read(value);
    }

    /**
     * Whether this is the last state of its incident.
     *
     * @param alert an alert
     * @return true after the transition to resolved
     */
    public static boolean isResolved(DriftAlert alert) {
        return alert.getResolvedAt() != null;
    }
}
