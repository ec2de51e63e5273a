/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

/** What a producer of inputs needs. */
public final class AgentInputs {
    /** What stands in place of a text that may not be passed on. */
    public static final String REDACTED = "__REDACTED__";

    private AgentInputs() {}

    /**
     * Begins an input.
     *
     * @param agentId the agent that received it, not empty
     * @return a builder with a random event id and the present time
     * @throws IllegalArgumentException if the agent has no name
     */
    public static AgentInputBuilder of(String agentId) {
        return new AgentInputBuilder(agentId);
    }
}
