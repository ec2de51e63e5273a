/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The feature map of text: a fixed function that turns an embedding into the vector whose mean is compared.
 *
 * <p>Everything here gives the same bits on every Java virtual machine: it uses addition, subtraction, multiplication,
 * division, square root and integer operations only, all of which the language defines exactly.
 */
package io.leeway.stats.map;
