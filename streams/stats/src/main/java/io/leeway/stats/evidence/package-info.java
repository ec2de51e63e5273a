/* SPDX-License-Identifier: Apache-2.0 */
/** What an alert rests on: which features moved, and events that show it. */
package io.leeway.stats.evidence;
