/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.monitor.AgentMonitor;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a monitor said of one stream.
 *
 * @param changedAt when its change began, epoch milliseconds
 * @param opened when incidents opened
 * @param closed when they closed
 * @param panes panes compared while no incident was open
 * @param last the last evaluation
 */
record Watched(long changedAt, List<Long> opened, List<Long> closed, long panes, Evaluation last) {

    /**
     * Lets a monitor watch the next panes of a stream.
     *
     * @param changeMinute minute of the stream in which its change begins, or any other time to count from
     */
    static Watched by(AgentMonitor monitor, Supplier<PaneEntry> stream, long minutes, long changeMinute) {
        Episodes episodes = new Episodes();
        Evaluation last = null;
        for (long i = 0; i < minutes; i++) {
            last = monitor.observe(stream.get(), PaneJournal.none());
            episodes.add(last);
        }
        return new Watched(
                TextStream.start(changeMinute), episodes.openedAt(), episodes.closedAt(), episodes.panes(), last);
    }

    /** Whether an incident opened before the change. */
    boolean alarmedBefore() {
        return opened.stream().anyMatch(at -> at <= changedAt);
    }

    /** From the change to the first alarm after it; infinite if there was none. */
    double delayMinutes() {
        return opened.stream()
                .filter(at -> at > changedAt)
                .mapToDouble(at -> (at - changedAt) / (double) TextStream.MINUTE)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
