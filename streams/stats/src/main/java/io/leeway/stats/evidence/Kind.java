/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evidence;

/** What sort of change an incident is about. */
public enum Kind {
    /** The distribution of a feature moved. */
    INPUT_DRIFT,
    /** A small share of inputs is unlike anything in the reference, while the rest is as it was. */
    NOVELTY,
    /** More inputs than before are far from everything the agent's corpus covers. */
    COVERAGE,
    /** The shares of known sorts of inputs moved; nothing is unlike the reference. */
    MIX_SHIFT,
    /** Inputs are missing, redacted, truncated, repeated, renamed, or written in another format. */
    DATA_QUALITY,
    /** Window and reference were not embedded alike, or producers sent vectors of another model: neither is compared. */
    EMBEDDING_MISMATCH
}
