/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import java.util.List;

/**
 * An operation that counts as an input.
 *
 * @param operation the operation
 * @param agent the agent it is an input of, or null if that is not known
 * @param tools names of the tools that were used, or null if that is not known
 * @param usage tokens
 */
record Turn(Operation operation, String agent, List<String> tools, Usage usage) {}
