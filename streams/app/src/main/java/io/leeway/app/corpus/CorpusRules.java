/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

/**
 * How corpora are kept.
 *
 * @param featureMap identity of the feature map of inputs: items embedded otherwise are kept, but not compared with
 * @param most items kept of one agent, at most
 * @param paneMillis length of a pane
 */
public record CorpusRules(String featureMap, int most, long paneMillis) {}
