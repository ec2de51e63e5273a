/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.List;

/**
 * A message to or from a model.
 *
 * @param role who says it
 * @param content what became of its text
 * @param text its text, or null if it has none: only pictures, only calls of tools, or nothing that was recorded
 * @param toolCalls names of the tools it asks for
 * @param finishReason why the model stopped, or null
 */
record Message(Role role, ContentState content, String text, List<String> toolCalls, String finishReason) {

    /** Who says it. */
    enum Role {
        /** The user. */
        USER,
        /** The model. */
        ASSISTANT,
        /** A tool, whatever role its result was given. */
        TOOL,
        /** Whoever built the agent. */
        SYSTEM
    }
}
