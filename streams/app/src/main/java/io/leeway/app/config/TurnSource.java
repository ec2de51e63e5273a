/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

/** What in telemetry counts as an input of an agent. */
public enum TurnSource {
    /** Spans of agents, and calls of models where there are none. */
    AUTO,
    /** Only spans of agents. */
    AGENTS,
    /** Only calls of models. */
    CALLS,
    /** Only spans of embeddings, each text by itself. */
    EMBEDDINGS
}
