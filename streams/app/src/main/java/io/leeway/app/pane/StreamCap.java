/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.topic.StreamKey;
import java.util.HashSet;
import java.util.Set;

/**
 * The streams of one input partition, and how many there may be: those that came first stay. How an agent's events are divided among
 * its cohorts goes with the agent and does not count.
 *
 * <p>A stream is known for as long as its event time is kept, so that a restart finds the same ones. Not thread-safe.
 */
final class StreamCap {

    private final int most;
    private final Set<StreamKey> known = new HashSet<>();
    private final Set<String> agents = new HashSet<>();

    StreamCap(int most) {
        this.most = most;
    }

    /** Takes up a stream, however many there are already: it has been admitted. */
    void take(StreamKey stream) {
        if (!stream.isMix()) {
            known.add(stream);
            agents.add(stream.agentId());
        }
    }

    /** Whether events of a stream are monitored: it is known, or there is room for it. */
    boolean admits(StreamKey stream) {
        return stream.isMix() ? agents.contains(stream.agentId()) : known.contains(stream) || known.size() < most;
    }
}
