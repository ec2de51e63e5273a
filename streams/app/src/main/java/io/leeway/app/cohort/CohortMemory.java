/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import io.leeway.app.topic.StreamKey;
import io.leeway.stats.monitor.CohortJournal;
import java.util.HashMap;
import java.util.Map;

/** What is remembered of an agent's cohorts from one pane to the next. */
public interface CohortMemory {

    /** The cohorts of an agent that are monitored, or what its comparison remembers; null if nothing is kept. */
    byte[] get(Kind kind, StreamKey agent);

    /** Keeps it. */
    void put(Kind kind, StreamKey agent, byte[] bytes);

    /** Where the comparison of an agent's cohorts keeps panes. */
    CohortJournal journal(StreamKey agent);

    /** What is kept as bytes. */
    enum Kind {
        /** The names of the cohorts that are monitored. */
        COHORTS,
        /** The compared pair, and what the comparison remembers. */
        COMPARISON
    }

    /** The key of what concerns all cohorts of an agent. */
    static StreamKey agent(StreamKey stream) {
        return new StreamKey(stream.agentId(), "");
    }

    /** A memory that ends with the process, and from which nothing is ever rebuilt. */
    static CohortMemory inProcess() {
        Map<Kind, Map<StreamKey, byte[]>> kept =
                Map.of(Kind.COHORTS, new HashMap<>(), Kind.COMPARISON, new HashMap<>());
        return new CohortMemory() {
            @Override
            public byte[] get(Kind kind, StreamKey agent) {
                return kept.get(kind).get(agent);
            }

            @Override
            public void put(Kind kind, StreamKey agent, byte[] bytes) {
                kept.get(kind).put(agent, bytes);
            }

            @Override
            public CohortJournal journal(StreamKey agent) {
                return CohortJournal.none();
            }
        };
    }
}
