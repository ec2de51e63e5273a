/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Runs recorded streams whose changes are known through the service's own stages, scores the alerts, and puts simple
 * detectors beside them. Only offline; nothing of the service depends on it.
 */
package io.leeway.app.evaluate;
