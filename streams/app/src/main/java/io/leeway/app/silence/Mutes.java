/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.silence;

import io.leeway.app.control.PendingCommands;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.monitor.GovernedState;
import io.leeway.stats.monitor.MonitorState;
import org.apache.kafka.streams.state.KeyValueStore;

/** Until when operators want no alerts of a stream: by the command in force, or by one that waits for the next pane. */
final class Mutes {

    private final PendingCommands waiting;
    private final KeyValueStore<StreamKey, byte[]> monitors;

    Mutes(PendingCommands waiting, KeyValueStore<StreamKey, byte[]> monitors) {
        this.waiting = waiting;
        this.monitors = monitors;
    }

    /** Epoch milliseconds; {@link GovernedState#NEVER} if not muted. */
    long until(StreamKey stream) {
        return waiting.mutedUntil(stream).orElseGet(() -> inForce(stream));
    }

    private long inForce(StreamKey stream) {
        byte[] state = monitors.get(stream);
        return state == null
                ? GovernedState.NEVER
                : MonitorState.fromBytes(state).governed().mutedUntil();
    }
}
