/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Changing what agents are monitored with while the service runs. All instances agree through a topic on which settings are in
 * force from which event time on; the stages ask by the time of what they work on.
 */
package io.leeway.app.live;
