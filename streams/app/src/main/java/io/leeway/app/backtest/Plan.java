/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

/**
 * A change of one size.
 *
 * @param change the change
 * @param size its size: a share, or standard deviations
 */
public record Plan(KnownChange change, double size) {}
