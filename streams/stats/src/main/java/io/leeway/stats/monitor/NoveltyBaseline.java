/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.Novelty;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Shares of texts unlike any topic of a reference, counted on the samples of texts that panes keep.
 *
 * <p>Samples are assigned to topics when they are compared, never when they are summed, so every count is of the topics of
 * this reference.
 */
final class NoveltyBaseline {

    /** More texts than this make the topics no better, and finding them takes long. */
    private static final int MOST_TEXTS = 4096;

    private static final int STRETCHES = 8;
    private static final double NOTICEABLE = 1.25;

    private static final int TEXTS = 0;
    private static final int BEYOND_95 = 1;
    private static final int BEYOND_99 = 2;
    private static final int FIRST_TOPIC = 3;

    private static final DetectorKey KEY_95 = new DetectorKey(DetectorKey.TEXT, Detector.NOVEL_95);
    private static final DetectorKey KEY_99 = new DetectorKey(DetectorKey.TEXT, Detector.NOVEL_99);

    private final Novelty novelty;
    private final CounterSeries panes;
    private final double ownClumping;
    private final long[] learntStarts;
    private final long[] learntEnds;

    private NoveltyBaseline(Novelty novelty, List<PaneEntry> calibration, List<PaneEntry> learnt) {
        this.novelty = novelty;
        this.learntStarts = learnt.stream().mapToLong(PaneEntry::start).toArray();
        this.learntEnds = learnt.stream().mapToLong(PaneEntry::end).toArray();
        this.panes = new CounterSeries(counters());
        this.ownClumping = clumping(calibration);
    }

    /**
     * Finds the topics in one half of a reference and measures the other half by them. The halves alternate in long stretches,
     * so that both see what varies slowly, and few conversations belong to both.
     */
    static Optional<NoveltyBaseline> fit(List<PaneEntry> reference) {
        List<PaneEntry> first = new ArrayList<>();
        List<PaneEntry> second = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            int stretch = STRETCHES * i / reference.size();
            (stretch % 2 == 0 ? first : second).add(reference.get(i));
        }
        return Novelty.fit(vectors(first), vectors(second)).map(novelty -> new NoveltyBaseline(novelty, second, first));
    }

    /** How much what is new to the topics clumps: a conversation is about one thing from end to end. */
    private double clumping(List<PaneEntry> reference) {
        double[][] beyond = new double[reference.size()][1];
        double[] texts = new double[reference.size()];
        double total = 0;
        double hits = 0;
        for (int i = 0; i < texts.length; i++) {
            long[] counters = count(reference.get(i).summary());
            texts[i] = counters[TEXTS];
            beyond[i][0] = counters[BEYOND_95];
            total += texts[i];
            hits += beyond[i][0];
        }
        double share = hits / total;
        return Math.max(1, BlockNull.of(beyond, texts).deff(share * (1 - share)));
    }

    /** The samples of some panes, thinned evenly where there are too many. */
    private static List<float[]> vectors(List<PaneEntry> entries) {
        List<float[]> vectors = new ArrayList<>();
        int most = Math.max(1, MOST_TEXTS / Math.max(1, entries.size()));
        for (PaneEntry entry : entries) {
            entry.summary().exemplars().stream()
                    .filter(exemplar -> exemplar.vector() != null)
                    .limit(most)
                    .forEach(exemplar -> vectors.add(exemplar.vector().decode()));
        }
        return vectors;
    }

    private int counters() {
        return FIRST_TOPIC + novelty.occupancy().length;
    }

    /** The detectors. */
    static List<DetectorKey> detectors() {
        return List.of(KEY_95, KEY_99);
    }

    /** How much farther from the topics of the reference an event is than nearly all of its own; 0 or less if it is not. */
    double excess(Exemplar exemplar) {
        return exemplar.vector() == null
                ? 0
                : novelty.assign(exemplar.vector().decode()).squaredDistance() - novelty.threshold95();
    }

    void append(PaneEntry pane) {
        panes.append(pane.start(), pane.end(), count(pane.summary()));
    }

    void dropBefore(long time) {
        panes.dropBefore(time);
    }

    CounterSeries panes() {
        return panes;
    }

    /** The counters of other panes than the windows'. */
    CounterSeries series(List<PaneEntry> entries) {
        CounterSeries series = new CounterSeries(counters());
        entries.forEach(entry -> series.append(entry.start(), entry.end(), count(entry.summary())));
        return series;
    }

    /** Whether any of it belongs to the half the topics were found in. */
    private boolean learnt(WindowRange range) {
        int next = Arrays.binarySearch(learntEnds, range.start() + 1);
        int first = next >= 0 ? next : -next - 1;
        return first < learntStarts.length && learntStarts[first] < range.end();
    }

    private long[] count(PaneSummary pane) {
        long[] counters = new long[counters()];
        for (Exemplar exemplar : pane.exemplars()) {
            if (exemplar.vector() != null) {
                Novelty.Assignment assigned = novelty.assign(exemplar.vector().decode());
                counters[TEXTS]++;
                counters[BEYOND_95] += assigned.beyond95() ? 1 : 0;
                counters[BEYOND_99] += assigned.beyond99() ? 1 : 0;
                counters[FIRST_TOPIC + assigned.cluster()]++;
            }
        }
        return counters;
    }

    /**
     * Compares a window with the reference.
     *
     * @param range the window
     * @param window its counters
     * @param inflation how much burstier the window is than the reference
     * @param clumping how much fewer independent texts the reference holds than texts, at least 1
     * @param role what the window is; the half of the reference the topics were found in says nothing
     */
    List<Compared> compare(WindowRange range, long[] window, Inflation inflation, double clumping, Role role) {
        double texts = window[TEXTS];
        double reference = novelty.referenceVectors();
        if (texts == 0 || (role == Role.INSIDE_REFERENCE && learnt(range))) {
            return List.of();
        }
        // One share tells its own clumping badly, so it is only asked where all texts together say that there is some.
        double phi = clumping < NOTICEABLE ? clumping : Math.max(clumping, ownClumping);
        ShareTest test = ShareTest.withDefaults().withInflation(inflation.rho(), inflation.kappa(), phi);
        double beyond95 = window[BEYOND_95];
        double beyond99 = window[BEYOND_99];
        return List.of(
                new Compared(KEY_95, range, test.test(beyond95, texts, novelty.referenceBeyond95(), reference)),
                new Compared(KEY_99, range, test.test(beyond99, texts, novelty.referenceBeyond99(), reference)));
    }
}
