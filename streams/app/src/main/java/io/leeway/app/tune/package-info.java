/* SPDX-License-Identifier: Apache-2.0 */
/** Finds windows and budgets that meet a goal, on the history of closed panes. */
package io.leeway.app.tune;
