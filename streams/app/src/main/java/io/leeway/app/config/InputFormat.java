/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** How the events of an input topic are encoded. */
public enum InputFormat {
    /** Told apart by the headers and the first bytes of each record. */
    AUTO,
    /** JSON text: an event, or an array of events. */
    JSON,
    /** Avro: single-object encoding, or the bare body where a schema is given. */
    AVRO,
    /** Avro in the framing of Confluent's serializers: the schema is named by an id that a registry knows. */
    CONFLUENT,
    /** OpenTelemetry's requests to export traces or logs, as protobuf or JSON. */
    OTLP
}
