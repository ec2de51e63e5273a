/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.detect.SeasonalMean;
import io.leeway.stats.window.HourOfWeek;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.time.Duration;
import java.util.List;

/** The hours of a seasonal reference as one feature sees them. */
final class Season {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Reference reference;
    private final int[] bucket;
    private final SeasonalMean mean;

    /**
     * Fits the hours.
     *
     * @param reference a seasonal reference
     * @param sums sums of the map per entry
     * @param counts events with a value per entry
     */
    Season(Reference reference, double[][] sums, double[] counts) {
        this.reference = reference;
        List<PaneEntry> entries = reference.entries();
        this.bucket = new int[entries.size()];
        for (int i = 0; i < bucket.length; i++) {
            int hour = reference.hour(entries.get(i));
            bucket[i] = hour == HourOfWeek.NONE ? SeasonalMean.POOLED : hour;
        }
        double c1 = SeasonalMean.withinTrace(sums, counts, bucket, reference.hours());
        this.mean = SeasonalMean.fit(sums, counts, bucket, reference.hours(), c1);
    }

    /** The entries without the season, for a null of blocks of {@code blockEntries} entries. */
    double[][] adjusted(double[][] sums, double[] counts, int blockEntries) {
        return mean.adjusted(sums, counts, bucket, blockEntries);
    }

    /** The events with a value per hour in the panes that start in {@code [start, end)}. */
    double[] weights(CounterSeries panes, long start, long end) {
        double[] weights = new double[reference.hours()];
        for (long hour = Math.floorDiv(start, HOUR) * HOUR; hour < end; hour += HOUR) {
            weights[reference.hour(hour)] +=
                    panes.between(Math.max(hour, start), Math.min(hour + HOUR, end))[Feature.PRESENT];
        }
        return weights;
    }

    double[] mean(double[] weights) {
        return mean.mean(weights);
    }

    double effectiveEvents(double[] weights) {
        return mean.effectiveEvents(weights);
    }
}
