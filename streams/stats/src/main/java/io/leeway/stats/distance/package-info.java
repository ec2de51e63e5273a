/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Effect sizes that users of other tools know: population stability index, Jensen-Shannon, Hellinger, total variation,
 * Wasserstein, Kolmogorov-Smirnov. They describe how far two distributions lie apart and decide nothing; significance is
 * the business of {@code io.leeway.stats.detect}.
 *
 * <p>All of these are positive between two samples of one and the same distribution, the more so the smaller the samples
 * and the more cells there are. Beside each one whose expectation under no change has a formula stands a corrected form,
 * from which that expectation is taken away. For the others the caller may subtract the mean over windows of the same
 * size inside the reference.
 *
 * <p>Everything here is pure, works on arrays, and adds in the order of the arrays: the same arrays give the same bits.
 */
package io.leeway.stats.distance;
