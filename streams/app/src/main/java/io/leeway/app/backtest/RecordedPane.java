/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.ClosedPane.ClosedBy;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.List;

/** A pane from the history as the stages take it. */
final class RecordedPane {

    private RecordedPane() {}

    static StreamKey stream(PaneSummary pane) {
        return StreamKey.of(pane.getAgentId(), pane.getCohort());
    }

    /**
     * The pane itself.
     *
     * @throws io.leeway.stats.sketch.CorruptSummaryException if its bytes are no summary
     * @throws io.leeway.stats.sketch.UnknownFormatException if they are of a version that is not known
     */
    static ClosedPane of(PaneSummary pane) {
        byte[] bytes = new byte[pane.getSummary().remaining()];
        pane.getSummary().duplicate().get(bytes);
        return new ClosedPane(
                new PaneEntry(
                        pane.getPaneStart().toEpochMilli(),
                        pane.getPaneEnd().toEpochMilli(),
                        io.leeway.stats.sketch.PaneSummary.fromBytes(bytes)),
                pane.getClosedBy() == PaneClosedBy.IDLE ? ClosedBy.IDLE : ClosedBy.TIME,
                List.of());
    }
}
