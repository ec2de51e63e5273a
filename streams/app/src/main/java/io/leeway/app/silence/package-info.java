/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Agents that used to send events and send none any more. Nothing that comes can say so, and a stopped service or a backlog
 * looks the same; so it takes the clock, and knowledge of how far the inputs have been read.
 */
package io.leeway.app.silence;
