/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature calibrated on one reference: its map, the null from the reference's blocks, and the counters of the
 * reference and of the windows' panes.
 */
final class FeatureBaseline {

    private final Feature feature;
    private final long[][] perEntry;
    private final long[] total;
    private final CounterSeries reference;
    private final CounterSeries panes;
    private BlockNull blockNull;
    private double missingClumping = 1;

    /** Counts the reference; {@link #calibrate} must follow. */
    FeatureBaseline(Feature feature, List<PaneEntry> entries) {
        this.feature = feature;
        this.perEntry = new long[entries.size()][];
        this.total = new long[feature.counters()];
        this.reference = new CounterSeries(feature.counters());
        this.panes = new CounterSeries(feature.counters());
        for (int i = 0; i < perEntry.length; i++) {
            PaneEntry entry = entries.get(i);
            perEntry[i] = feature.count(entry.summary());
            add(total, perEntry[i]);
        }
    }

    /** The block length this feature asks for, in entries. */
    int blockEntries() {
        return feature.dimension() == 0 ? 1 : BlockNull.chooseBlockEntries(sums(), counts());
    }

    /**
     * Computes the null from blocks of at least {@code blockEntries} entries.
     *
     * @param entries the entries of the reference
     * @param overlap windows may reach back to this time, so the reference's later entries must be subtractable
     */
    void calibrate(int blockEntries, List<PaneEntry> entries, long overlap) {
        blockNull = BlockNull.of(sums(), counts(), blockEntries);
        missingClumping = missingClumping(blockEntries);
        for (int i = 0; i < perEntry.length; i++) {
            if (entries.get(i).end() > overlap) {
                reference.append(entries.get(i).start(), entries.get(i).end(), perEntry[i]);
            }
            perEntry[i] = null;
        }
    }

    /** How much missing values clump in the reference: sessions often lack a value from end to end. */
    private double missingClumping(int blockEntries) {
        double[][] missing = new double[perEntry.length][1];
        double[] events = new double[perEntry.length];
        for (int i = 0; i < perEntry.length; i++) {
            events[i] = perEntry[i][Feature.EVENTS];
            missing[i][0] = events[i] - perEntry[i][Feature.PRESENT];
        }
        double present = total[Feature.PRESENT] / (double) total[Feature.EVENTS];
        return Math.max(1, BlockNull.of(missing, events, blockEntries).deff(present * (1 - present)));
    }

    Feature feature() {
        return feature;
    }

    BlockNull blockNull() {
        return blockNull;
    }

    /** Sums of the map per entry of the reference; only until {@link #calibrate}. */
    double[][] sums() {
        double[][] sums = new double[perEntry.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = feature.sums(perEntry[i]);
        }
        return sums;
    }

    /** Events with a value per entry of the reference; only until {@link #calibrate}. */
    double[] counts() {
        double[] counts = new double[perEntry.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = perEntry[i][Feature.PRESENT];
        }
        return counts;
    }

    void append(PaneEntry pane) {
        panes.append(pane.start(), pane.end(), feature.count(pane.summary()));
    }

    void dropBefore(long time) {
        panes.dropBefore(time);
    }

    CounterSeries panes() {
        return panes;
    }

    /** The reference's counters without the entries that end after {@code windowStart}. */
    long[] referenceBefore(long windowStart) {
        long[] before = total.clone();
        long[] overlapping = reference.endingAfter(windowStart);
        for (int i = 0; i < before.length; i++) {
            before[i] -= overlapping[i];
        }
        return before;
    }

    /** The mean of the map over the events behind {@code counters}; zeros without events. */
    double[] mean(long[] counters) {
        double[] mean = feature.sums(counters);
        for (int k = 0; k < mean.length; k++) {
            mean[k] = counters[Feature.PRESENT] == 0 ? 0 : mean[k] / counters[Feature.PRESENT];
        }
        return mean;
    }

    /**
     * Compares a window with the reference by every detector of the feature.
     *
     * @param window the window's counters
     * @param before the reference's counters
     * @param inflation how much burstier the window is than the reference
     */
    List<Comparison> compare(long[] window, long[] before, Inflation inflation) {
        List<Comparison> results = new ArrayList<>(3);
        double events = window[Feature.EVENTS];
        double present = window[Feature.PRESENT];
        double eventsBefore = before[Feature.EVENTS];
        double presentBefore = before[Feature.PRESENT];
        double clumping = 1;
        if (feature.dimension() > 0) {
            double[] mean = mean(before);
            TestResult shift = feature.test(mean)
                    .withInflation(inflation.rho(), inflation.kappa())
                    .test(blockNull, mean, presentBefore, feature.sums(window), present);
            clumping = Math.max(1, shift.deff() / inflation.rho());
            results.add(new Comparison(new DetectorKey(feature.name(), feature.main()), shift));
        }
        ShareTest share = ShareTest.withDefaults().withInflation(inflation.rho(), inflation.kappa(), clumping);
        if (feature.watchesOdd()) {
            double odd = window[Feature.ODD];
            double oddBefore = before[Feature.ODD];
            results.add(new Comparison(
                    new DetectorKey(feature.name(), Detector.UNSEEN),
                    share.test(odd, present, oddBefore, presentBefore)));
        }
        results.add(new Comparison(
                new DetectorKey(feature.name(), Detector.MISSING),
                share.withInflation(inflation.rho(), inflation.kappa(), Math.max(clumping, missingClumping))
                        .test(events - present, events, eventsBefore - presentBefore, eventsBefore)));
        return results;
    }

    /** One detector's result. */
    record Comparison(DetectorKey key, TestResult result) {}

    private static void add(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
