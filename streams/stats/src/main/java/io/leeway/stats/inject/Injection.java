/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;

/** A known change of what an agent receives, put into recorded panes. The same pane always gives the same result. */
@FunctionalInterface
public interface Injection {

    /** The pane as it would have been with the change; the recorded one is left as it is. */
    PaneSummary into(PaneEntry pane);

    /**
     * The pane as it would have been with the change from {@code onset} on.
     *
     * @param onset epoch milliseconds; a pane that starts earlier is returned as it is
     */
    default PaneEntry from(long onset, PaneEntry pane) {
        return pane.start() < onset ? pane : new PaneEntry(pane.start(), pane.end(), into(pane));
    }
}
