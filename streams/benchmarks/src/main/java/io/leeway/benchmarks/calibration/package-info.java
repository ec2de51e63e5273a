/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Whether the monitor keeps its promises, simulated: expected run lengths on streams without a change, delays on streams
 * with one, and the controls that must stay quiet or must not.
 *
 * <p>{@link io.leeway.benchmarks.calibration.World} makes vectors, {@link io.leeway.benchmarks.calibration.Traffic} says
 * when they arrive and {@link io.leeway.benchmarks.calibration.Change} what happens to them;
 * {@link io.leeway.benchmarks.calibration.TextStream} puts the three together. Everything follows from one seed. Run it
 * with {@code scripts/calibration}.
 */
package io.leeway.benchmarks.calibration;
