/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Two-sample tests of a window against a reference, calibrated on blocks of the reference.
 *
 * <p>Every feature is a mean embedding: a map turns an event into a vector, events are summed, and the statistic is the
 * squared distance of two means. The null distribution comes from the variation between blocks of the reference and not
 * from its events, because the events of one conversation resemble each other and a test that takes them for independent
 * alarms on almost every window.
 *
 * <ul>
 *   <li>{@link io.leeway.stats.detect.LadderMap} and {@link io.leeway.stats.detect.DecileMap} map numbers, {@link
 *       io.leeway.stats.detect.CategoryMap} categories.
 *   <li>{@link io.leeway.stats.detect.BlockNull} is the null, {@link io.leeway.stats.detect.WeightedChiSquare} its
 *       distribution, {@link io.leeway.stats.detect.Burstiness} the correction for traffic that became more dependent
 *       after the reference.
 *   <li>{@link io.leeway.stats.detect.BlockScreen} finds the blocks of a reference that should not be part of it.
 *   <li>{@link io.leeway.stats.detect.PartialWhitening} shortens the directions in which the reference moves anyway, and
 *       {@link io.leeway.stats.detect.SpectralNull} tests what it maps.
 *   <li>{@link io.leeway.stats.detect.MeanShiftTest} compares means, {@link io.leeway.stats.detect.ShareTest} compares
 *       shares; both answer with a {@link io.leeway.stats.detect.TestResult}.
 * </ul>
 *
 * <p>Everything here is pure and immutable. Elementary functions come from {@link java.lang.StrictMath} or from the pure
 * Java of Commons Math and additions have a fixed order, so the same input gives the same bits on every machine.
 */
package io.leeway.stats.detect;
