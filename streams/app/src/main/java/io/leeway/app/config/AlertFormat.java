/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** How alerts are encoded. */
public enum AlertFormat {
    /** Avro single-object encoding. */
    AVRO,
    /** JSON text with the same fields. */
    JSON
}
