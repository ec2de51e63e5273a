/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

/**
 * A message as somebody might send it to an agent.
 *
 * @param agent the agent it is addressed to
 * @param phase when it may occur
 * @param intent what the sender wants, in the agent's own terms
 * @param text the message
 */
record DemoMessage(String agent, Phase phase, String intent, String text) {

    /** When a message may occur. */
    enum Phase {
        /** All the time. */
        NORMAL,
        /** Only after the change. */
        DRIFT
    }
}
