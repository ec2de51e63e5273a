/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

/**
 * An event and the message it was made from, which the event itself does not tell.
 *
 * @param message what the sender wanted, and in which phase it belongs
 * @param event what the agent received
 */
record DemoTurn(DemoMessage message, DemoEvent event) {}
