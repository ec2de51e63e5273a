/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Descriptors of a text: cheap numbers and categories measured on its characters and words, which are monitored like
 * those of the event. The text itself goes no further.
 */
package io.leeway.stats.text;
