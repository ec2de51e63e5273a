/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Technical causes of a change: truncation, repeats, renamed values and the like, each recognised by what it alone does
 * to counts and samples.
 */
package io.leeway.stats.cause;
