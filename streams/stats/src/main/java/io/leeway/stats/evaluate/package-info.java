/* SPDX-License-Identifier: Apache-2.0 */
/** How well detectors do on recorded streams whose changes are known: scoring, and simple detectors to compare with. */
package io.leeway.stats.evaluate;
