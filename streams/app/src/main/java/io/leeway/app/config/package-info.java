/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The configuration: one YAML file, environment and command line become one immutable {@link io.leeway.app.config.LeewayConfig}.
 *
 * <p>Every key is declared once, in {@code Keys}; reading, defaults, environment names and the reference table all follow from
 * that declaration. This is the only package that reads the process environment.
 */
package io.leeway.app.config;
