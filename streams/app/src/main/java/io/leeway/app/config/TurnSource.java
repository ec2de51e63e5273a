/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** Which spans and log records of OpenTelemetry are turns, that is, become events. */
public enum TurnSource {
    /** Whatever tells most about a turn in what arrives. */
    AUTO,
    /** The spans of agents' invocations. */
    AGENTS,
    /** The spans and log records of calls to models. */
    CALLS,
    /** The spans of embeddings. */
    EMBEDDINGS
}
