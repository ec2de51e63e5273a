/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the inputs were processed again, a topic holds a stream's panes twice. This finds such places, and says which panes
 * count: from where a later run began, only the later run's.
 *
 * <p>All records are seen once, in the order of their offsets; afterwards it can be asked about each of them. It remembers the
 * newest pane of each stream and the places where one went back in event time.
 */
final class Reruns {

    private final Map<Source, Instant> ends = new HashMap<>();
    private final Map<Source, List<Beginning>> beginnings = new HashMap<>();
    private final Map<StreamKey, Instant> counted = new HashMap<>();

    private record Source(StreamKey stream, int partition) {}

    private record Beginning(long offset, Instant start) {}

    /** Takes note of a pane. */
    void see(StreamKey stream, ConsumerRecord<?, ?> at, PaneSummary pane) {
        Source source = new Source(stream, at.partition());
        Instant before = ends.put(source, pane.getPaneEnd());
        if (before != null && pane.getPaneStart().isBefore(before)) {
            beginnings
                    .computeIfAbsent(source, unused -> new ArrayList<>())
                    .add(new Beginning(at.offset(), pane.getPaneStart()));
        }
    }

    /**
     * Whether a pane counts: no later record of its partition began again at or before it, and it is after the last one that
     * counted, which it is not if the stream moved to another partition and back in time.
     */
    boolean counts(StreamKey stream, ConsumerRecord<?, ?> at, PaneSummary pane) {
        boolean replaced = beginnings.getOrDefault(new Source(stream, at.partition()), List.of()).stream()
                .anyMatch(again ->
                        again.offset() > at.offset() && pane.getPaneEnd().isAfter(again.start()));
        if (replaced || pane.getPaneStart().isBefore(counted.getOrDefault(stream, Instant.MIN))) {
            return false;
        }
        counted.put(stream, pane.getPaneEnd());
        return true;
    }
}
