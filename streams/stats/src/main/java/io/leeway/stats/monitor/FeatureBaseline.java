/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.distance.Distances;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One feature calibrated on one reference: its map, the null from the reference's blocks, and the counters of the
 * reference and of the windows' panes.
 */
final class FeatureBaseline {

    private static final SortedMap<String, Double> NONE = Collections.emptySortedMap();

    private final Feature feature;
    private final long[][] perEntry;
    private final long[] total;
    private final CounterSeries reference;
    private final CounterSeries panes;
    private final Optional<Season> season;
    private BlockNull blockNull;
    private Optional<Contrast> contrast = Optional.empty();
    private long contrastFrom;
    private double missingClumping = 1;
    private double[] wholeMean;

    /** Counts the reference; {@link #calibrate} must follow. */
    FeatureBaseline(Feature feature, Reference taken) {
        List<PaneEntry> entries = taken.entries();
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
        this.season = taken.seasonal() && feature.dimension() > 0
                ? Optional.of(new Season(taken, sums(), counts()))
                : Optional.empty();
    }

    /** The block length this feature asks for, in entries. */
    int blockEntries() {
        return feature.dimension() == 0 ? 1 : BlockNull.chooseBlockEntries(sumsWithoutSeason(1), counts());
    }

    /**
     * Computes the null from blocks of at least {@code blockEntries} entries.
     *
     * @param entries the entries of the reference
     * @param overlap windows may reach back to this time, so the reference's later entries must be subtractable
     */
    void calibrate(int blockEntries, List<PaneEntry> entries, long overlap) {
        double[][] sums = sumsWithoutSeason(blockEntries);
        double[] counts = counts();
        blockNull = BlockNull.of(sums, counts, blockEntries);
        contrast = (blockNull.degenerate()
                        ? Optional.<Contrast>empty()
                        : feature.contrast(perEntry, sums, counts, blockNull))
                .filter(second -> season.isEmpty() || second.followsSeason());
        contrastFrom = contrast.map(
                        second -> entries.get(second.firstCalibrationEntry()).start())
                .orElse(0L);
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

    /** The detectors on this feature; only after {@link #calibrate}. */
    List<DetectorKey> detectors() {
        List<DetectorKey> keys = new ArrayList<>(4);
        if (feature.dimension() > 0) {
            keys.add(key(feature.main()));
            contrast.ifPresent(second -> keys.add(key(second.detector())));
        }
        if (feature.odd() != null) {
            keys.add(key(feature.odd()));
        }
        if (feature.watchesMissing()) {
            keys.add(key(Detector.MISSING));
        }
        return keys;
    }

    private DetectorKey key(Detector detector) {
        return new DetectorKey(feature.name(), detector);
    }

    /** Design effect: long-run variance over that of independent events. */
    double designEffect() {
        return blockNull.deff(feature.independentTrace(blockNull.mean()));
    }

    /** The same for a null of blocks of {@code blockEntries} entries: without the season, if there is one. */
    double[][] sumsWithoutSeason(int blockEntries) {
        double[][] sums = sums();
        return season.map(hours -> hours.adjusted(sums, counts(), blockEntries)).orElse(sums);
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

    /** The counters of other panes than the windows'. */
    CounterSeries series(List<PaneEntry> entries) {
        CounterSeries series = new CounterSeries(feature.counters());
        entries.forEach(entry -> series.append(entry.start(), entry.end(), feature.count(entry.summary())));
        return series;
    }

    /** The reference's counters without the entries that end after {@code windowStart}; not to be changed. */
    long[] referenceBefore(long windowStart) {
        return !reference.endsAfter(windowStart) ? total : without(reference.endingAfter(windowStart));
    }

    /** The reference's counters without those of some of its events. */
    long[] without(long[] counters) {
        long[] rest = total.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= counters[i];
        }
        return rest;
    }

    /** The mean of the map over the events behind {@code counters}; zeros without events. Not to be changed. */
    double[] mean(long[] counters) {
        if (counters != total) {
            return meanOf(counters);
        }
        // Nearly every window is compared with the whole reference.
        if (wholeMean == null) {
            wholeMean = meanOf(total);
        }
        return wholeMean;
    }

    private double[] meanOf(long[] counters) {
        double[] mean = feature.sums(counters);
        for (int k = 0; k < mean.length; k++) {
            mean[k] = counters[Feature.PRESENT] == 0 ? 0 : mean[k] / counters[Feature.PRESENT];
        }
        return mean;
    }

    /** The mean of the map that the window of the panes that start in {@code [start, end)} is compared with. */
    double[] referenceMean(long start, long end) {
        return season.map(hours -> hours.mean(hours.weights(panes, start, end)))
                .orElseGet(() -> mean(referenceBefore(start)));
    }

    /** How many independent events {@link #referenceMean} is worth. */
    private double referenceEvents(WindowRange range, double pooled) {
        return season.map(hours -> hours.effectiveEvents(hours.weights(panes, range.start(), range.end())))
                .orElse(pooled);
    }

    /**
     * Compares a window with the reference by every detector of the feature. Shares are compared with the whole reference,
     * the map's mean with the window's own hours where the reference is seasonal.
     *
     * @param range the window
     * @param window the window's counters
     * @param before the reference's counters
     * @param inflation how much burstier the window is than the reference
     * @param role what the window is
     */
    List<Compared> compare(WindowRange range, long[] window, long[] before, Inflation inflation, Role role) {
        List<Compared> results = new ArrayList<>(4);
        double events = window[Feature.EVENTS];
        double present = window[Feature.PRESENT];
        double eventsBefore = before[Feature.EVENTS];
        double presentBefore = before[Feature.PRESENT];
        double clumping = 1;
        if (feature.dimension() > 0) {
            double[] mean = season.isPresent() ? referenceMean(range.start(), range.end()) : mean(before);
            double[] sums = feature.sums(window);
            TestResult shift = feature.test(mean)
                    .withInflation(inflation.rho(), inflation.kappa() * feature.inflation())
                    .test(blockNull, mean, referenceEvents(range, presentBefore), sums, present);
            clumping = Math.max(1, shift.deff() / inflation.rho());
            results.add(new Compared(key(feature.main()), range, shift, distances(role, window, before, shift.deff())));
            contrast.filter(second -> role != Role.INSIDE_REFERENCE || range.start() >= contrastFrom)
                    .ifPresent(second -> results.add(new Compared(
                            key(second.detector()),
                            range,
                            second.test(window, before, new Contrast.Main(mean, sums, shift), inflation))));
        }
        ShareTest share = ShareTest.withDefaults().withInflation(inflation.rho(), inflation.kappa(), clumping);
        if (feature.odd() != null) {
            double odd = window[Feature.ODD];
            double oddBefore = before[Feature.ODD];
            results.add(new Compared(key(feature.odd()), range, share.test(odd, present, oddBefore, presentBefore)));
        }
        if (feature.watchesMissing()) {
            results.add(new Compared(
                    key(Detector.MISSING),
                    range,
                    share.withInflation(inflation.rho(), inflation.kappa(), Math.max(clumping, missingClumping))
                            .test(events - present, events, eventsBefore - presentBefore, eventsBefore)));
        }
        return results;
    }

    private SortedMap<String, Double> distances(Role role, long[] window, long[] before, double deff) {
        return role == Role.LONGEST_WINDOW
                ? feature.distances(window, before, deff).map(Distances::byName).orElse(NONE)
                : NONE;
    }

    private static void add(long[] sums, long[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
