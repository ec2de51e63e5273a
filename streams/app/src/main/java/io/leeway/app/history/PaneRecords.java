/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.schemas.PaneSummary;
import java.io.IOException;
import java.util.function.Consumer;

/** Recorded panes, wherever they are. They can be read any number of times. */
public interface PaneRecords {

    /**
     * Passes on every pane. The panes of one stream come in the order of event time and share no time; those of different
     * streams come in any order.
     *
     * @throws IOException if they cannot be read to their end; some may have been passed on
     */
    void forEach(Consumer<PaneSummary> consumer) throws IOException;

    /** Those of them that a filter lets through. */
    default PaneRecords only(PaneFilter filter) {
        return consumer -> forEach(pane -> {
            if (filter.test(pane)) {
                consumer.accept(pane);
            }
        });
    }
}
