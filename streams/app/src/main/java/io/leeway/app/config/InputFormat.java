/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** How the events of an input topic are encoded. */
public enum InputFormat {
    /** Told apart by the first bytes of each record. */
    AUTO,
    /** JSON text. */
    JSON,
    /** Avro, single-object encoding. */
    AVRO
}
