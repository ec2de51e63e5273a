/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Bounds on features, beside the comparison with a reference: what a window says about a bound, whether that is more than
 * sampling noise, and the life of an incident.
 */
package io.leeway.stats.limit;
