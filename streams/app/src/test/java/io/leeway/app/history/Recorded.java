/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Recorded panes without texts, of a minute unless said otherwise. */
final class Recorded {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final String MAP = "map-1";

    private Recorded() {}

    /** The pane of an agent that starts so many minutes after {@link #START}, with one event for each number. */
    static PaneSummary pane(String agentId, int minute, double... numbers) {
        return builder(agentId, minute, numbers).build();
    }

    /** The same, to be changed. */
    static PaneSummary.Builder builder(String agentId, int minute, double... numbers) {
        io.leeway.stats.sketch.PaneSummary summary = new io.leeway.stats.sketch.PaneSummary();
        Instant start = START.plus(Duration.ofMinutes(minute));
        IntStream.range(0, numbers.length)
                .forEach(i -> summary.add(
                        new Observation(
                                agentId + "-" + minute + "-" + i,
                                null,
                                null,
                                start.toEpochMilli() + i,
                                TextState.MISSING,
                                null,
                                new TreeMap<>(Map.of("latencyMs", numbers[i])),
                                new TreeMap<>()),
                        null));
        byte[] bytes = summary.toBytes();
        return PaneSummary.newBuilder()
                .setAgentId(agentId)
                .setPaneStart(start)
                .setPaneEnd(start.plus(Duration.ofMinutes(1)))
                .setClosedBy(PaneClosedBy.TIME)
                .setEvents(summary.events())
                .setFeatureMap(MAP)
                .setDigest(summary.digest())
                .setFormatVersion(bytes[0])
                .setSummary(ByteBuffer.wrap(bytes))
                .setSources(List.of("agent-inputs"));
    }

    /** What records pass on. */
    static List<PaneSummary> all(PaneRecords records) throws IOException {
        List<PaneSummary> all = new ArrayList<>();
        records.forEach(all::add);
        return all;
    }
}
