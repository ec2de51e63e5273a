/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Known drift, put into recorded panes: what a monitor would have seen if, from some time on, a share of the texts had been of
 * another topic, a number had moved, or a category had been swapped.
 *
 * <p>Panes hold sums and a sample, no events; so an injection takes from the sums what the replaced events would have brought on
 * average and adds what other events bring. Every injection is a pure function of the pane and of how it was made: draws are
 * seeded by the stream, the pane's start and the injection.
 */
package io.leeway.stats.inject;
