/* SPDX-License-Identifier: Apache-2.0 */
/** What a configuration would have alerted on, from the history of closed panes. */
package io.leeway.app.backtest;
