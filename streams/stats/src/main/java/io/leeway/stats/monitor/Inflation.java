/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

/**
 * How much more a window's events depend on each other than the reference's, and how much more windows of this length
 * vary in the reference than its blocks say.
 *
 * @param rho window's block variance over the reference's, at least 1
 * @param kappa variance of the reference's own windows over that of its blocks, at least 1
 */
record Inflation(double rho, double kappa) {

    static final Inflation NONE = new Inflation(1, 1);
}
