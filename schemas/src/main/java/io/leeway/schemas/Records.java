/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import java.util.List;

/** One codec for each kind of record in the contract. */
public final class Records {
    /** An input of an agent. */
    public static final Codec<AgentInput> AGENT_INPUT = Codec.of(AgentInput.class);

    /** The state of an incident at a transition. */
    public static final Codec<DriftAlert> DRIFT_ALERT = Codec.of(DriftAlert.class);

    /** What was computed when a pane closed. */
    public static final Codec<DriftReport> DRIFT_REPORT = Codec.of(DriftReport.class);

    /** What is kept of a pane. */
    public static final Codec<PaneSummary> PANE_SUMMARY = Codec.of(PaneSummary.class);

    /** An operator's instruction. */
    public static final Codec<ControlCommand> CONTROL_COMMAND = Codec.of(ControlCommand.class);

    /** Who changed what. */
    public static final Codec<AuditRecord> AUDIT_RECORD = Codec.of(AuditRecord.class);

    /** What an agent can look up. */
    public static final Codec<CorpusItem> CORPUS_ITEM = Codec.of(CorpusItem.class);

    /** What agents are monitored with from some event time on. */
    public static final Codec<ConfigurationChange> CONFIGURATION_CHANGE = Codec.of(ConfigurationChange.class);

    private Records() {}

    /**
     * All codecs.
     *
     * @return one for each kind of record
     */
    public static List<Codec<?>> all() {
        return List.of(
                AGENT_INPUT,
                DRIFT_ALERT,
                DRIFT_REPORT,
                PANE_SUMMARY,
                CONTROL_COMMAND,
                AUDIT_RECORD,
                CORPUS_ITEM,
                CONFIGURATION_CHANGE);
    }
}
