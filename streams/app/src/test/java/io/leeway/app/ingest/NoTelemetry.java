/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException.Reason;

/** For those who read no telemetry: refuses it. */
public final class NoTelemetry implements Telemetry {

    @Override
    public Decoded read(byte[] protobuf, Surroundings surroundings) {
        throw refusal();
    }

    @Override
    public Decoded read(JsonNode json, Surroundings surroundings) {
        throw refusal();
    }

    private static BadEventException refusal() {
        return new BadEventException(Reason.UNPARSABLE, "OpenTelemetry data is not read here");
    }
}
