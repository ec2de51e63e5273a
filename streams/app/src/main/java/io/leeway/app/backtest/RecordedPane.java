/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import io.leeway.app.history.PaneForm;
import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.ClosedPane.ClosedBy;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import java.util.List;

/** A pane from the history as the stages take it. */
final class RecordedPane {

    private RecordedPane() {}

    /**
     * The pane itself.
     *
     * @throws io.leeway.stats.sketch.CorruptSummaryException if its bytes are no summary
     * @throws io.leeway.stats.sketch.UnknownFormatException if they are of a version that is not known
     */
    static ClosedPane of(PaneSummary pane) {
        ClosedBy by = pane.getClosedBy() == PaneClosedBy.IDLE ? ClosedBy.IDLE : ClosedBy.TIME;
        return new ClosedPane(PaneForm.entry(pane), by, List.of());
    }
}
