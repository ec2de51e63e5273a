/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

/** How a content is to be read. */
public enum Encoding {
    /** JSON text. */
    JSON,
    /** Avro with a marker and the schema's fingerprint. */
    SINGLE_OBJECT,
    /** Avro whose schema is named by an id. */
    CONFLUENT,
    /** Avro of the configured schema, without anything before it. */
    BARE_AVRO,
    /** OpenTelemetry as protobuf. */
    OTLP_PROTOBUF,
    /** OpenTelemetry as JSON. */
    OTLP_JSON
}
