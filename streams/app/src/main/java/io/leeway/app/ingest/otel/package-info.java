/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Inputs of agents from OpenTelemetry data. The wire forms become one model ({@code Signals}), the conventions of the
 * instrumentations become one ({@code Operation}), and what counts is decided once, for all of them.
 */
package io.leeway.app.ingest.otel;
