/* SPDX-License-Identifier: Apache-2.0 */
/** From comparisons to incidents: the false-alarm budget, the effect gates, and the life of an incident. */
package io.leeway.stats.decide;
