/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Panes as records of their topics, and back. */
public final class PaneForm {

    private PaneForm() {}

    /**
     * A closed pane.
     *
     * @param featureMap the identity of the feature map in use
     */
    public static PaneSummary of(StreamKey stream, ClosedPane pane, String featureMap) {
        return of(stream, pane.entry())
                .setClosedBy(pane.closedBy() == ClosedPane.ClosedBy.TIME ? PaneClosedBy.TIME : PaneClosedBy.IDLE)
                .setFeatureMap(featureMap)
                .setSources(pane.sources().stream()
                        .map(source -> source.topic())
                        .distinct()
                        .toList())
                .build();
    }

    /** A cell that panes were rolled up to. Only event time completes one. */
    static PaneSummary of(StreamKey stream, RolledCell cell) {
        return of(stream, cell.entry())
                .setClosedBy(PaneClosedBy.TIME)
                .setFeatureMap(cell.featureMap())
                .setSources(cell.sources().stream().toList())
                .setCellMillis(cell.length())
                .build();
    }

    private static PaneSummary.Builder of(StreamKey stream, PaneEntry entry) {
        byte[] summary = entry.summary().toBytes();
        return PaneSummary.newBuilder()
                .setAgentId(stream.agentId())
                .setCohort(stream.cohortOrNull())
                .setPaneStart(Instant.ofEpochMilli(entry.start()))
                .setPaneEnd(Instant.ofEpochMilli(entry.end()))
                .setEvents(entry.summary().events())
                .setDigest(entry.summary().digest())
                .setFormatVersion(summary[0])
                .setSummary(ByteBuffer.wrap(summary));
    }

    /** Whose pane a record is. */
    public static StreamKey stream(PaneSummary pane) {
        return StreamKey.of(pane.getAgentId(), pane.getCohort());
    }

    /**
     * The pane in a record.
     *
     * @throws io.leeway.stats.sketch.UnknownFormatException if the summary is of another version
     * @throws io.leeway.stats.sketch.CorruptSummaryException if it is damaged
     */
    public static PaneEntry entry(PaneSummary pane) {
        byte[] summary = new byte[pane.getSummary().remaining()];
        pane.getSummary().duplicate().get(summary);
        return new PaneEntry(
                pane.getPaneStart().toEpochMilli(),
                pane.getPaneEnd().toEpochMilli(),
                io.leeway.stats.sketch.PaneSummary.fromBytes(summary));
    }
}
