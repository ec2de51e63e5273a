/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.window.PaneEntry;
import java.util.List;
import java.util.Map;

/** A change of a standard size that can be put into the counters a baseline has of panes. */
interface StandardChange {

    /** Odd, so that a median is one of them. */
    int MOST_DRAWS = 5;

    /** What changes. */
    Detectability.Change kind();

    /** The name of the feature that changes. */
    String feature();

    /** The standard size. */
    double size();

    /** The largest size that makes sense. */
    double largest();

    /** How many draws of it differ, at most {@value #MOST_DRAWS}. */
    int draws();

    /**
     * The counters of panes in which the change is, of everything that it concerns.
     *
     * @param baseline the reference that is compared with
     * @param panes the panes
     * @param draw which draw of the change
     * @param size how large it is
     */
    Map<String, Counters> into(Baseline baseline, List<PaneEntry> panes, int draw, double size);
}
