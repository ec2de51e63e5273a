/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.window.PaneEntry;
import java.util.List;

/**
 * Shares of texts that are unlike something, counted on the samples of texts that panes keep, beside those of a reference.
 *
 * <p>Samples are judged when they are compared, never when they are summed. The counters begin with {@link #TEXTS}.
 */
abstract sealed class SampledShares permits NoveltyBaseline, CoverageBaseline {

    /** Counter of the sampled texts. */
    static final int TEXTS = 0;

    private static final double NOTICEABLE = 1.25;

    private final int counters;
    private final CounterSeries panes;

    SampledShares(int counters) {
        this.counters = counters;
        this.panes = new CounterSeries(counters);
    }

    /** A name that no feature has. */
    abstract String name();

    /** Whether a detector compares such a share. */
    abstract boolean has(DetectorKey key);

    /** The counters of one pane. */
    abstract long[] count(PaneEntry pane);

    /** The counters of one text that is no part of the reference. */
    abstract long[] count(float[] vector);

    /** How much the reference's own share clumps, at least 1: a conversation is about one thing from end to end. */
    abstract double ownClumping();

    /**
     * Compares a window that holds texts with the reference.
     *
     * @param range the window
     * @param window its counters
     * @param test knows how texts clump
     */
    abstract List<Compared> compare(WindowRange range, long[] window, ShareTest test);

    /**
     * Compares a window with the reference.
     *
     * @param range the window
     * @param window its counters
     * @param inflation how much burstier the window is than the reference
     * @param clumping how much fewer independent texts the reference holds than texts, at least 1
     */
    final List<Compared> compare(WindowRange range, long[] window, Inflation inflation, double clumping) {
        if (window[TEXTS] == 0) {
            return List.of();
        }
        // One share tells its own clumping badly, so it is only asked where all texts together say that there is some.
        double phi = clumping < NOTICEABLE ? clumping : Math.max(clumping, ownClumping());
        return compare(range, window, ShareTest.withDefaults().withInflation(inflation.rho(), inflation.kappa(), phi));
    }

    final void append(PaneEntry pane) {
        panes.append(pane.start(), pane.end(), count(pane));
    }

    final void dropBefore(long time) {
        panes.dropBefore(time);
    }

    /** How many counters there are. */
    final int counters() {
        return counters;
    }

    final CounterSeries panes() {
        return panes;
    }

    /** The counters of other panes than the windows'. */
    final CounterSeries series(List<PaneEntry> entries) {
        CounterSeries series = new CounterSeries(counters);
        entries.forEach(entry -> series.append(entry.start(), entry.end(), count(entry)));
        return series;
    }
}
