/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the events in OpenTelemetry data: a request to export traces or logs, as collectors write it to Kafka. */
public interface Telemetry {

    /**
     * Reads protobuf.
     *
     * @throws BadEventException if it is no telemetry
     */
    Decoded read(byte[] protobuf, Surroundings surroundings);

    /**
     * Reads JSON: an object with {@code resourceSpans} or {@code resourceLogs}.
     *
     * @throws BadEventException if it is no telemetry
     */
    Decoded read(JsonNode json, Surroundings surroundings);
}
