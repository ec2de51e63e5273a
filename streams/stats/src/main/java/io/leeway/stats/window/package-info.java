/* SPDX-License-Identifier: Apache-2.0 */
/** Closed panes, the windows and references made of them, and what the operator decides about both. */
package io.leeway.stats.window;
