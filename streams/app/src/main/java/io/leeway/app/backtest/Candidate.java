/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.config.LeewayConfig;

/**
 * A configuration that is tried on the history.
 *
 * @param name what it is called beside others: {@code candidate} or {@code current}
 * @param config the configuration
 */
public record Candidate(String name, LeewayConfig config) {}
